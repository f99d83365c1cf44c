// SPDX-License-Identifier: LGPL-2.1-or-later
// Text over the border: UTF-8 with a final NUL, never the platform's own encoding, never cut.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace SipReg {

internal static class Text {
    // Half a surrogate pair is a mistake of the caller, not something to send as U+FFFD.
    static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

    internal static byte[] Encode(string text, string argument) {
        if (text == null)
            throw new ArgumentNullException(argument);
        if (text.IndexOf('\0') >= 0)
            throw new SipArgumentException(SipError.Invalid, argument + ": holds a NUL", argument);
        try {
            var bytes = new byte[Strict.GetByteCount(text) + 1];
            Strict.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        } catch (EncoderFallbackException) {
            throw new SipArgumentException(SipError.Invalid, argument + ": is not valid Unicode", argument);
        }
    }

    internal static byte[] EncodeOptional(string text, string argument) {
        return text == null ? null : Encode(text, argument);
    }

    // Null where the library has none.
    internal static string Decode(IntPtr text) {
        if (text == IntPtr.Zero)
            return null;
#if NET
        return Marshal.PtrToStringUTF8(text);
#else
        int length = 0;
        while (Marshal.ReadByte(text, length) != 0)
            length++;
        if (length == 0)
            return "";
        var bytes = new byte[length];
        Marshal.Copy(text, bytes, 0, length);
        return Encoding.UTF8.GetString(bytes);
#endif
    }

    // What the library has written into a buffer.
    internal static string Decode(byte[] buffer) {
        int end = Array.IndexOf(buffer, (byte)0);
        return Encoding.UTF8.GetString(buffer, 0, end < 0 ? buffer.Length : end);
    }
}

}
