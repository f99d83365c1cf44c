// SPDX-License-Identifier: LGPL-2.1-or-later
// The one include point for NTA. It comes before any other header of sofia, so that contexts are types of ours.
#pragma once

namespace sipreg::nta {
class Agent;
class Transaction;
} // namespace sipreg::nta

#define NTA_AGENT_MAGIC_T ::sipreg::nta::Agent
#define NTA_OUTGOING_MAGIC_T ::sipreg::nta::Transaction

#include <sofia-sip/su_wait.h>

#include <sofia-sip/msg.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/nta_stateless.h>
#include <sofia-sip/nta_tport.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_parser.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_util.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/su_md5.h>
#include <sofia-sip/tport.h>
#include <sofia-sip/tport_tag.h>
