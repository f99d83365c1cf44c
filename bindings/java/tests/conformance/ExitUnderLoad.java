// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.concurrent.CountDownLatch;
import org.sipreg.SipEndpoint;
import org.sipreg.SipLogLevel;
import org.sipreg.SipRegistration;

/** A program whose main returns while events flow. */
public final class ExitUnderLoad {
    private ExitUnderLoad() {
    }

    public static void main(String[] args) throws Exception {
        CountDownLatch flowing = new CountDownLatch(100);
        SipEndpoint endpoint = SipEndpoint.builder().traceEvents(true).logEvents(SipLogLevel.INFO)
            .start(event -> flowing.countDown());
        for (SipRegistration one : Lifetimes.startSome(endpoint, 200)) {
            one.refresh(10_000);
        }
        flowing.await();
    }
}
