// SPDX-License-Identifier: LGPL-2.1-or-later
// Waiting for a task that itself cannot be cancelled.
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

internal static class Cancellable {
    internal static async Task<T> Wait<T>(Task<T> task, CancellationToken cancellationToken) {
        var cancelled = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
            return await (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }
}

}
