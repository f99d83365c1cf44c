// SPDX-License-Identifier: LGPL-2.1-or-later
// What an account has the registrar know of us, and what stands in its messages beside.
using System;

namespace SipReg {

public sealed partial class SipAccount {
    string contact = "", instance = "", allow = "", supported = "", userAgent = "";
    int outboundFlows;
    bool pushWakesItself;

    /// <summary>
    /// Contact of your own, "sip:alice@192.0.2.9:5062". It is registered as it is, whatever address the registrar sees. Default
    /// "": user of the <see cref="Aor"/>, address and port in use, corrected to the public address.
    /// </summary>
    public string Contact {
        get { return contact; }
        set {
            Check(SipregNative.sipreg_account_set_contact(Open, Text.Encode(value, nameof(Contact))), nameof(Contact));
            contact = value;
        }
    }

    /// <summary>Adds a Contact header parameter to the first Contact. Not "expires".</summary>
    /// <param name="name">As "q" or "+sip.audio".</param>
    /// <param name="value">As "0.5"; "" for none.</param>
    public void AddContactParameter(string name, string value = "") {
        Check(SipregNative.sipreg_account_add_contact_param(Open, Text.Encode(name, nameof(name)),
                                                            Text.Encode(value, nameof(value))), nameof(name));
    }

    /// <summary>Registers a further Contact beside the first, at most 16, with the same lifetime (RFC 3261 §10.2.1).</summary>
    /// <param name="uri">"sip:alice@192.0.2.9:5062"; another one than those added before.</param>
    /// <param name="parameters">Its header parameters, ";q=0.5;+sip.audio"; "" for none. Not "expires".</param>
    public void AddContact(string uri, string parameters = "") {
        Check(SipregNative.sipreg_account_add_contact(Open, Text.Encode(uri, nameof(uri)),
                                                      Text.Encode(parameters, nameof(parameters))), nameof(uri));
    }

    /// <summary>
    /// Instance of this device, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6": the same over restarts, another one on each
    /// device (RFC 5626 §4.1). Where the registrar repeats it, it tells our binding from those of other devices. "", the
    /// default, for none.
    /// </summary>
    public string Instance {
        get { return instance; }
        set {
            Check(SipregNative.sipreg_account_set_instance(Open, Text.Encode(value, nameof(Instance))), nameof(Instance));
            instance = value;
        }
    }

    /// <summary>
    /// How many flows to keep by outbound (RFC 5626), 1 to 4: the registrar calls us over the flow that we registered by,
    /// whatever NATs are on the way. 0, the default, for no outbound. Needs <see cref="Instance"/>. Where the registrar does
    /// not agree there is one binding as ever. Events say by <see cref="SipEvent.Flow"/> which flow they are about.
    /// </summary>
    public int OutboundFlows {
        get { return outboundFlows; }
        set {
            Check(SipregNative.sipreg_account_set_outbound(Open, value), nameof(OutboundFlows));
            outboundFlows = value;
        }
    }

    /// <summary>
    /// Asks to be woken by push notifications (RFC 8599 §4.1); three "" for no push, the default. What the network answers is
    /// told by <see cref="SipEvent.PushProvider"/>; where it has no such service, the binding is made without push.
    /// </summary>
    /// <param name="provider">"apns", "fcm", "webpush".</param>
    /// <param name="parameter">What the provider needs beside, as the topic; may be "".</param>
    /// <param name="resourceId">The device's token or subscription at the provider.</param>
    /// <remarks>At most 1024 bytes each; they are escaped as SIP needs it.</remarks>
    public void SetPush(string provider, string parameter, string resourceId) {
        Check(SipregNative.sipreg_account_set_push(Open, Text.Encode(provider, nameof(provider)),
                                                   Text.Encode(parameter, nameof(parameter)),
                                                   Text.Encode(resourceId, nameof(resourceId))), nameof(provider));
    }

    /// <summary>
    /// Promise that this device refreshes its binding without being woken for it (RFC 8599 §4.1.4). Default false. Only you
    /// know: a suspended process runs no timer, and what was promised is not pushed.
    /// </summary>
    public bool PushWakesItself {
        get { return pushWakesItself; }
        set {
            Check(SipregNative.sipreg_account_set_push_wakes_itself(Open, Answer.Flag(value)), nameof(PushWakesItself));
            pushWakesItself = value;
        }
    }

    /// <summary>Adds a header to every REGISTER. Headers that the library writes itself are refused.</summary>
    /// <param name="name">As "X-Site".</param>
    /// <param name="value">Its value.</param>
    public void AddHeader(string name, string value) {
        Check(SipregNative.sipreg_account_add_header(Open, Text.Encode(name, nameof(name)), Text.Encode(value, nameof(value))),
              nameof(name));
    }

    /// <summary>Allow header, "INVITE, ACK, BYE"; "", the default, sends none.</summary>
    public string Allow {
        get { return allow; }
        set {
            Check(SipregNative.sipreg_account_set_allow(Open, Text.Encode(value, nameof(Allow))), nameof(Allow));
            allow = value;
        }
    }

    /// <summary>Supported header, "path, gruu"; "", the default, sends none. Nothing is added to it silently.</summary>
    public string Supported {
        get { return supported; }
        set {
            Check(SipregNative.sipreg_account_set_supported(Open, Text.Encode(value, nameof(Supported))), nameof(Supported));
            supported = value;
        }
    }

    /// <summary>User-Agent header of this account; "", the default, takes the endpoint's.</summary>
    public string UserAgent {
        get { return userAgent; }
        set {
            Check(SipregNative.sipreg_account_set_user_agent(Open, Text.Encode(value, nameof(UserAgent))), nameof(UserAgent));
            userAgent = value;
        }
    }
}

}
