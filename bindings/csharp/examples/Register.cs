// SPDX-License-Identifier: LGPL-2.1-or-later
// A console program for Mono: keeps one address-of-record registered until SIGINT or SIGTERM, then removes the binding.
//
//   mcs -pkg:sipreg-sharp -r:Mono.Posix Register.cs
//   mono Register.exe sip:alice@example.com sip:example.com <password-file
//
// Exit status: 0 after a signal, 1 if the registrar refuses for good, 2 for a mistake on the command line.
using System;
using System.IO;
using System.Threading;
using Mono.Unix;
using Mono.Unix.Native;
using SipReg;

static class Register {
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static int Main(string[] args) {
        if (args.Length != 2) {
            Console.Error.WriteLine("usage: Register AOR REGISTRAR <PASSWORD-FILE");
            return 2;
        }
        try {
            using (SipAccount account = ReadAccount(args[0], args[1]))
                return Keep(account);
        } catch (SipArgumentException e) {
            Console.Error.WriteLine(e.Problem);
            return 2;
        }
    }

    static SipAccount ReadAccount(string aor, string registrar) {
        var account = new SipAccount(aor, registrar);
        byte[] password = ReadLine(Console.OpenStandardInput());
        if (password.Length > 0)
            account.SetPassword(password);
        Array.Clear(password, 0, password.Length);
        return account;
    }

    // As bytes: a string would stay in memory.
    static byte[] ReadLine(Stream input) {
        var buffer = new byte[1024];
        int length = 0, next;
        while (length < buffer.Length && (next = input.ReadByte()) >= 0 && next != '\n')
            buffer[length++] = (byte)next;
        var line = new byte[length];
        Array.Copy(buffer, line, length);
        Array.Clear(buffer, 0, buffer.Length);
        return line;
    }

    static int Keep(SipAccount account) {
        // From here on they no longer end the program: nothing is left behind, however early they come.
        UnixSignal[] signals = { new UnixSignal(Signum.SIGINT), new UnixSignal(Signum.SIGTERM) };
        using (var endpoint = new SipEndpoint { LogLevel = SipLogLevel.Warning, WatchNetwork = true })
        using (var end = new ManualResetEventSlim()) {
            bool refused = false;
            endpoint.LogReceived += (sender, e) => Console.Error.WriteLine(e.Line);
            endpoint.EventReceived += (sender, e) => {
                Console.WriteLine(e);
                if (e.Type != SipEventType.Failed || e.Operation != SipOperation.Register || e.WillRetry)
                    return;
                refused = true;
                end.Set();
            };
            new Thread(() => WaitForOne(signals, end)) { IsBackground = true }.Start();
            endpoint.Start();
            endpoint.CreateRegistration(account).Start();
            end.Wait();
            endpoint.StopAsync().Wait(Patience);
            return refused ? 1 : 0;
        }
    }

    static void WaitForOne(UnixSignal[] signals, ManualResetEventSlim end) {
        // Mono does not wake us for one that came before we waited.
        while (!Array.Exists(signals, one => one.IsSet))
            UnixSignal.WaitAny(signals, TimeSpan.FromMilliseconds(200));
        end.Set();
    }
}
