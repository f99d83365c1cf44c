// SPDX-License-Identifier: LGPL-2.1-or-later
// What has to happen in a process of its own.
namespace SipReg.Conformance {

static class Child {
    internal static int Run(string name) {
        return 99;
    }
}

}
