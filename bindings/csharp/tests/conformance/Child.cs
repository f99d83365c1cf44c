// SPDX-License-Identifier: LGPL-2.1-or-later
// What has to happen in a process of its own: this program once more, asked by "--child".
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace SipReg.Conformance {

static class Child {
    internal static int Run(string name) {
        switch (name) {
        case "exit_under_load": return ExitUnderLoad();
        case "exit_idle": return ExitIdle();
        case "exit_in_handler": return ExitInHandler();
        case "exit_after_work": return ExitAfterWork();
        case "unknown_number": return UnknownNumber();
        default: return 99;
        }
    }

    // Runs it and wants status 0.
    internal static void Expect(string name, int seconds) {
        Expect(Command(), name, seconds);
    }

    static void Expect(string[] command, string name, int seconds) {
        var start = new ProcessStartInfo(command[0], string.Join(" ", command.Skip(1).Concat(new[] { "--child", name }))) {
            UseShellExecute = false, RedirectStandardOutput = true
        };
        using (Process child = Process.Start(start)) {
            string said = null;
            var reader = new Thread(() => said = child.StandardOutput.ReadToEnd());
            reader.Start();
            if (!child.WaitForExit(1000 * seconds)) {
                child.Kill();
                throw new Unmet("the process has not ended within " + seconds + " s");
            }
            reader.Join();
            Lab.Expect(child.ExitCode == 0, "status " + child.ExitCode + " of the process, which said: " + said);
        }
    }

#if NET
    // By "dotnet X.dll", or as a program of its own.
    static string[] Command() {
        string program = Environment.ProcessPath;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? new[] { program, Environment.GetCommandLineArgs()[0] }
                                                                     : new[] { program };
    }

    internal static void ExpectUnknownNumber() {
        Expect("unknown_number", 20);
    }

    internal static void ExpectExitAfterWork() {
        Expect("exit_after_work", 10);
    }
#else
    static string[] Command() {
        return new[] { "mono", "--debug", typeof(Child).Assembly.Location };
    }

    // With late.c, so that the worker is surely on its way when the end comes.
    internal static void ExpectExitAfterWork() {
        Expect(new[] { "env", "LD_PRELOAD=" + Lab.Place("SIPREG_LATE") }.Concat(Command()).ToArray(), "exit_after_work", 10);
    }

    // Mono takes the library's place from a file beside the assembly.
    internal static void ExpectUnknownNumber() {
        string folder = Path.Combine(Path.GetTempPath(), "sipreg-" + Process.GetCurrentProcess().Id);
        Directory.CreateDirectory(folder);
        try {
            string program = Path.Combine(folder, "Conformance.exe");
            File.Copy(typeof(Child).Assembly.Location, program);
            File.Copy(typeof(SipEndpoint).Assembly.Location, Path.Combine(folder, "SipReg.dll"));
            File.WriteAllText(Path.Combine(folder, "SipReg.dll.config"),
                              "<configuration><dllmap dll=\"sipreg\" target=\"" + Lab.Place("SIPREG_FUTURE") +
                                  "\"/></configuration>");
            Expect(new[] { "mono", "--debug", program }, "unknown_number", 20);
        } finally {
            Directory.Delete(folder, true);
        }
    }
#endif

    // Returns while events come as fast as they can.
    static int ExitUnderLoad() {
        var endpoint = new SipEndpoint();
        var enough = new CountdownEvent(500);
        endpoint.EventReceived += (sender, told) => {
            if (!enough.IsSet)
                enough.Signal();
            told.Registration?.Refresh(TimeSpan.FromSeconds(10));
        };
        endpoint.Start();
        for (int number = 0; number < 50; number++)
            using (var account = new SipAccount("sip:load" + number + "@example.com", Lab.Open))
                endpoint.CreateRegistration(account).Start();
        return enough.Wait(TimeSpan.FromSeconds(8)) ? 0 : 1;
    }

    // Returns while nothing happens at all.
    static int ExitIdle() {
        var endpoint = new SipEndpoint();
        endpoint.Start();
        using (var account = new SipAccount("sip:idle@example.com", Lab.Open))
            return endpoint.CreateRegistration(account).RegisterAsync().Wait(TimeSpan.FromSeconds(8)) ? 0 : 1;
    }

    // Returns while a worker of the pool lies down. With a registration the library has a thread of its own at work.
    static int ExitAfterWork() {
        var worked = new ManualResetEvent(false);
        using (var endpoint = new SipEndpoint())
        using (var account = new SipAccount("sip:work@example.com", Lab.Open)) {
            endpoint.Start();
            endpoint.CreateRegistration(account);
            ThreadPool.QueueUserWorkItem(state => worked.Set());
            return worked.WaitOne(TimeSpan.FromSeconds(8)) ? 0 : 1;
        }
    }

    static int ExitInHandler() {
        var endpoint = new SipEndpoint();
        endpoint.EventReceived += (sender, told) => Environment.Exit(0);
        endpoint.Start();
        using (var account = new SipAccount("sip:exit@example.com", Lab.Open))
            endpoint.CreateRegistration(account).Start();
        Thread.Sleep(TimeSpan.FromSeconds(20));
        return 1;
    }

    // With a library whose numbers are higher than any that is known, see future.c.
    static int UnknownNumber() {
#if NET
        AppContext.SetData("SipReg.NativeLibrary", Lab.Place("SIPREG_FUTURE"));
#endif
        using (var endpoint = new SipEndpoint())
        using (var account = new SipAccount("sip:future@example.com", Lab.Open)) {
            endpoint.Start();
            var story = new Story(endpoint.CreateRegistration(account));
            story.Registration.Start();
            SipEvent told = story.Next("any event", any => true);
            Lab.ExpectEqual(SipEventType.Unknown, told.Type, "type");
            Lab.ExpectEqual(999, told.TypeNumber, "number of the type");
            Lab.ExpectEqual(SipState.Unknown, told.State, "state");
            Lab.ExpectEqual(998, told.StateNumber, "number of the state");
            Lab.ExpectEqual(SipFailure.Unknown, told.Failure, "failure");
            Lab.ExpectEqual(997, told.FailureNumber, "number of the failure");
            Lab.ExpectEqual("event 999 sip:future@example.com", told.ToString(), "as text");
        }
        return 0;
    }
}

}
