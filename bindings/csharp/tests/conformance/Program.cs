// SPDX-License-Identifier: LGPL-2.1-or-later
// Runs the scenarios of tests/conformance/scenarios.txt, all or those named, and tells TAP.
using System;
using System.Collections.Generic;
using System.Linq;

namespace SipReg.Conformance {

// What a scenario expected and did not find.
sealed class Unmet : Exception {
    public Unmet(string message) : base(message) {}
}

// A scenario that cannot be run here, and why.
sealed class Skipped : Exception {
    public Skipped(string reason) : base(reason) {}
}

static class Program {
    static readonly Dictionary<string, Action<Lab>> Scenarios = new Dictionary<string, Action<Lab>>();

    static int Main(string[] args) {
        if (args.Length >= 2 && args[0] == "--child")
            return Child.Run(args[1]);
        Registering.AddTo(Scenarios);
        Bindings.AddTo(Scenarios);
        Closing.AddTo(Scenarios);
        Arguments.AddTo(Scenarios);
        Crowds.AddTo(Scenarios);
        Traffic.AddTo(Scenarios);
        string[] names = args.Length > 0 ? args : Scenarios.Keys.ToArray();
        Console.WriteLine("1.." + names.Length);
        int failed = 0;
        for (int number = 1; number <= names.Length; number++)
            failed += Tell(number, names[number - 1]);
        return failed == 0 ? 0 : 1;
    }

    static int Tell(int number, string name) {
        string result = number + " - " + name;
        try {
            if (!Scenarios.ContainsKey(name))
                throw new Unmet("there is no such scenario");
            using (var lab = new Lab())
                Scenarios[name](lab);
            Console.WriteLine("ok " + result);
            return 0;
        } catch (Skipped e) {
            Console.WriteLine("ok " + result + " # SKIP " + e.Message);
            return 0;
        } catch (Exception e) {
            Console.WriteLine("not ok " + result);
            foreach (string line in e.ToString().Split('\n'))
                Console.WriteLine("# " + line);
            return 1;
        } finally {
            Console.Out.Flush();
        }
    }
}

}
