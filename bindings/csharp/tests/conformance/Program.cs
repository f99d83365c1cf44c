// SPDX-License-Identifier: LGPL-2.1-or-later
// Runs the scenarios of tests/conformance/scenarios.txt, all or those named, and tells TAP. With "--own" first, the tests of
// what is C#'s own; with "--stress" first, all of both while the collector has no rest but a millisecond.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace SipReg.Conformance {

// What a test expected and did not find.
sealed class Unmet : Exception {
    public Unmet(string message) : base(message) {}
}

static class Program {
    static int Main(string[] args) {
        if (args.Length >= 2 && args[0] == "--child")
            return Child.Run(args[1]);
        if (args.Length == 1 && args[0] == "--where")
            return TellWhere();
        var tests = new Dictionary<string, Action<Lab>>();
        bool stress = args.Length > 0 && args[0] == "--stress", own = args.Length > 0 && args[0] == "--own";
        if (!own)
            AddScenarios(tests);
        if (own || stress)
            AddOwn(tests);
        string[] names = args.Skip(own || stress ? 1 : 0).ToArray();
        if (stress)
            new Thread(Collect) { IsBackground = true }.Start();
        return Run(tests, names.Length > 0 ? names : tests.Keys.ToArray());
    }

    // Which native library was loaded.
    static int TellWhere() {
        Lab.Expect(SipLibrary.Version.Length > 0, "a version");
        foreach (string place in File.ReadAllLines("/proc/self/maps").Select(line => line.Split(' ').Last()).Distinct())
            if (Path.GetFileName(place).StartsWith("libsipreg", StringComparison.Ordinal))
                Console.WriteLine(place);
        return 0;
    }

    static void AddScenarios(Dictionary<string, Action<Lab>> tests) {
        Registering.AddTo(tests);
        Bindings.AddTo(tests);
        Closing.AddTo(tests);
        Arguments.AddTo(tests);
        Crowds.AddTo(tests);
        Traffic.AddTo(tests);
    }

    static void AddOwn(Dictionary<string, Action<Lab>> tests) {
        Tasks.AddTo(tests);
        Threads.AddTo(tests);
        Values.AddTo(tests);
        OnNet.AddTo(tests);
    }

    // What is held by nobody is gone at once.
    static void Collect() {
        for (;;) {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(1); // so that the others get on at all
        }
    }

    static int Run(Dictionary<string, Action<Lab>> tests, string[] names) {
        Console.WriteLine("1.." + names.Length);
        int failed = 0;
        for (int number = 1; number <= names.Length; number++)
            failed += Tell(number, names[number - 1], tests);
        return failed == 0 ? 0 : 1;
    }

    static int Tell(int number, string name, Dictionary<string, Action<Lab>> tests) {
        try {
            if (!tests.ContainsKey(name))
                throw new Unmet("there is no such test");
            using (var lab = new Lab())
                tests[name](lab);
            Console.WriteLine("ok " + number + " - " + name);
            return 0;
        } catch (Exception e) {
            Console.WriteLine("not ok " + number + " - " + name);
            foreach (string line in e.ToString().Split('\n'))
                Console.WriteLine("# " + line);
            return 1;
        } finally {
            Console.Out.Flush();
        }
    }
}

}
