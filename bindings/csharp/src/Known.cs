// SPDX-License-Identifier: LGPL-2.1-or-later
// Numbers of a later library: what this version does not know becomes Unknown, so that a switch meets no surprise.
using System;

namespace SipReg {

internal static class Known {
    internal static SipEventType Type(int number) {
        return Enum.IsDefined(typeof(SipEventType), number) ? (SipEventType)number : SipEventType.Unknown;
    }

    internal static SipState State(int number) {
        return Enum.IsDefined(typeof(SipState), number) ? (SipState)number : SipState.Unknown;
    }

    internal static SipFailure Failure(int number) {
        return Enum.IsDefined(typeof(SipFailure), number) ? (SipFailure)number : SipFailure.Unknown;
    }

    internal static SipOperation Operation(int number) {
        return Enum.IsDefined(typeof(SipOperation), number) ? (SipOperation)number : SipOperation.Unknown;
    }
}

}
