// SPDX-License-Identifier: LGPL-2.1-or-later
// Where .NET finds the native library. Mono has SipReg.dll.config for it.
using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SipReg {

static class NativeResolver {
    const string Library = "sipreg"; // as it stands in DllImport
    const string Named = "SipReg.NativeLibrary";

#pragma warning disable CA2255 // A library too has to be asked before its first call, whichever that is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin() {
        NativeLibrary.SetDllImportResolver(typeof(NativeResolver).Assembly, Resolve);
    }

    // What is not found here is looked for in the usual way, which tells of all the places that it has tried.
    static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) {
        if (name != Library)
            return IntPtr.Zero;
        if (AppContext.GetData(Named) is string named)
            return NativeLibrary.Load(named);
        // That of the NuGet package stands beside the assembly or where the host was told; then a development package's link.
        if (NativeLibrary.TryLoad("libsipreg", assembly, DllImportSearchPath.AssemblyDirectory, out IntPtr found))
            return found;
        // That of the system's package, without the link that only its development package has.
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsipreg.so.0", assembly, path, out found))
            return found;
        return IntPtr.Zero;
    }
}

}
