// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a text is JSON.
using System.Text;

namespace SipReg.Conformance {

static class Json {
    internal static void Parse(string text) {
#if NET
        System.Text.Json.JsonDocument.Parse(text).Dispose();
#else
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using (var reader = System.Runtime.Serialization.Json.JsonReaderWriterFactory.CreateJsonReader(
                   bytes, System.Xml.XmlDictionaryReaderQuotas.Max))
            while (reader.Read()) {}
#endif
    }
}

}
