// SPDX-License-Identifier: LGPL-2.1-or-later

//go:build !cgo

package csipreg

// All that we do is done by the C library libsipreg. Build with CGO_ENABLED=1, a C compiler, pkg-config and the library's
// development files (on Debian: apt install gcc pkg-config libsipreg-dev).
var _ = sipreg_needs_cgo_set_CGO_ENABLED_1_and_install_a_C_compiler_pkg_config_and_libsipreg_dev
