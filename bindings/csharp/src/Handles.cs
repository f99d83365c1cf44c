// SPDX-License-Identifier: LGPL-2.1-or-later
// One reference of the library's each. The counting of uses by SafeHandle keeps it while another thread is in a call.
using System;
using System.Runtime.InteropServices;

namespace SipReg {

internal abstract class Handle : SafeHandle {
    protected Handle() : base(IntPtr.Zero, true) {}

    public override bool IsInvalid {
        get { return handle == IntPtr.Zero; }
    }
}

// The application's: what is forgotten is shut down by the collector, although the thread that takes its events has a
// reference.
internal sealed class EndpointHandle : Handle {
    public EndpointHandle() {}

    // A second reference, for somebody who may outlive the first, and ends nothing.
    internal EndpointHandle(EndpointHandle other) {
        isGuest = true;
        SetHandle(SipregNative.sipreg_endpoint_ref(other));
    }

    readonly bool isGuest;

    protected override bool ReleaseHandle() {
        if (!isGuest)
            SipregNative.sipreg_endpoint_shutdown_pointer(handle);
        SipregNative.sipreg_endpoint_unref_pointer(handle);
        return true;
    }
}

internal sealed class AccountHandle : Handle {
    public AccountHandle() {}

    protected override bool ReleaseHandle() {
        SipregNative.sipreg_account_unref_pointer(handle);
        return true;
    }
}

internal sealed class RegistrationHandle : Handle {
    public RegistrationHandle() {}

    protected override bool ReleaseHandle() {
        SipregNative.sipreg_registration_unref_pointer(handle);
        return true;
    }
}

internal sealed class TlsHandle : Handle {
    public TlsHandle() {}

    protected override bool ReleaseHandle() {
        SipregNative.sipreg_tls_unref_pointer(handle);
        return true;
    }
}

internal sealed class EventHandle : Handle {
    public EventHandle() {}

    protected override bool ReleaseHandle() {
        SipregNative.sipreg_event_unref_pointer(handle);
        return true;
    }
}

internal sealed class ExplanationHandle : Handle {
    public ExplanationHandle() {}

    protected override bool ReleaseHandle() {
        SipregNative.sipreg_explanation_unref_pointer(handle);
        return true;
    }
}

}
