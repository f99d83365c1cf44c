// SPDX-License-Identifier: LGPL-2.1-or-later
// Events as an asynchronous stream, and an end that is awaited.
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

public sealed partial class SipEventReader {
    /// <summary>Events as they come, to the end of the endpoint or of the reader.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async IAsyncEnumerable<SipEvent> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default) {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            while (TryRead(out SipEvent? read))
                yield return read;
    }
}

public sealed partial class SipEndpoint : IAsyncDisposable {
    /// <summary>
    /// Events from now on, in order, to the end of the endpoint. Who reads too slowly holds nobody up: see
    /// <see cref="SipEventReader"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public IAsyncEnumerable<SipEvent> ReadEventsAsync(CancellationToken cancellationToken = default) {
        return ReadThrough(CreateReader(), cancellationToken); // which collects from now on, not from the first step
    }

    static async IAsyncEnumerable<SipEvent> ReadThrough(SipEventReader reader,
                                                        [EnumeratorCancellation] CancellationToken cancellationToken) {
        using (reader)
            await foreach (SipEvent read in reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return read;
    }

    /// <summary>
    /// <see cref="Dispose"/>, and <see cref="Completion"/>. Not to be waited for in a blocking way within an event handler.
    /// </summary>
    public ValueTask DisposeAsync() {
        Dispose();
        return new ValueTask(Completion);
    }
}

}
