// SPDX-License-Identifier: LGPL-2.1-or-later
// Secrets as spans, "wonderland"u8 among them.
using System;

namespace SipReg {

public sealed partial class SipAccount {
    /// <inheritdoc cref="SetPassword(byte[])"/>
    public void SetPassword(ReadOnlySpan<byte> password) {
        using (var secret = Secret.Text(password, nameof(password)))
            Check(SipregNative.sipreg_account_set_password(Open, secret.Bytes), nameof(password));
    }

    /// <inheritdoc cref="SetHa1(SipDigestAlgorithm, byte[])"/>
    public void SetHa1(SipDigestAlgorithm algorithm, ReadOnlySpan<byte> hex) {
        using (var secret = Secret.Text(hex, nameof(hex)))
            Check(SipregNative.sipreg_account_set_ha1(Open, algorithm, secret.Bytes), nameof(hex));
    }

    /// <inheritdoc cref="AddWebSocketHeader(string, byte[])"/>
    public void AddWebSocketHeader(string name, ReadOnlySpan<byte> value) {
        using (var secret = Secret.Text(value, nameof(value)))
            Check(SipregNative.sipreg_account_add_websocket_header(Open, Text.Encode(name, nameof(name)), secret.Bytes),
                  nameof(name));
    }
}

public sealed partial class SipTls {
    /// <inheritdoc cref="SetCertificateFile(string, string, byte[])"/>
    public void SetCertificateFile(string certificate, string? key, ReadOnlySpan<byte> passphrase) {
        using (var secret = Secret.Text(passphrase, nameof(passphrase)))
            Check(SipregNative.sipreg_tls_set_certificate_file(Open, Text.Encode(certificate, nameof(certificate)),
                                                               Text.EncodeOptional(key, nameof(key)), secret.Bytes),
                  nameof(certificate));
    }

    /// <inheritdoc cref="SetCertificatePem(string, byte[], byte[])"/>
    public void SetCertificatePem(string certificate, ReadOnlySpan<byte> key, ReadOnlySpan<byte> passphrase) {
        using (var secretKey = Secret.Text(key, nameof(key)))
        using (var secret = Secret.Text(passphrase, nameof(passphrase)))
            Check(SipregNative.sipreg_tls_set_certificate_pem(Open, Text.Encode(certificate, nameof(certificate)),
                                                              secretKey.Bytes, passphrase.IsEmpty ? null : secret.Bytes),
                  nameof(certificate));
    }
}

public sealed partial class SipCredentialRequest {
    /// <inheritdoc cref="GivePassword(byte[])"/>
    public void GivePassword(ReadOnlySpan<byte> password) {
        using (var secret = Secret.Text(password, nameof(password)))
            Give(secret, nameof(password));
    }

    /// <inheritdoc cref="GiveHa1(SipDigestAlgorithm, byte[])"/>
    public void GiveHa1(SipDigestAlgorithm algorithm, ReadOnlySpan<byte> hex) {
        using (var secret = Secret.Text(hex, nameof(hex)))
            Answer.Check(SipregNative.sipreg_registration_give_ha1(Open, Number, algorithm, secret.Bytes), "ha1", nameof(hex));
    }

    /// <inheritdoc cref="GiveToken(byte[])"/>
    public void GiveToken(ReadOnlySpan<byte> token) {
        using (var secret = Secret.Text(token, nameof(token)))
            Answer.Check(SipregNative.sipreg_registration_give_token(Open, Number, secret.Bytes), "token", nameof(token));
    }
}

public sealed partial class SipEndpoint {
    /// <inheritdoc cref="Snapshot(byte[])"/>
    public byte[] Snapshot(ReadOnlySpan<byte> key) {
        using (var secret = Secret.Copy(key))
            return Snapshot(secret.Bytes);
    }

    /// <inheritdoc cref="Restore(byte[], byte[])"/>
    public void Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> snapshot) {
        using (var secret = Secret.Copy(key))
            Restore(secret.Bytes, snapshot.ToArray());
    }
}

public sealed partial class SipRegistration {
    /// <inheritdoc cref="Snapshot(byte[])"/>
    public byte[] Snapshot(ReadOnlySpan<byte> key) {
        using (var secret = Secret.Copy(key))
            return Snapshot(secret.Bytes);
    }

    /// <inheritdoc cref="Restore(byte[], byte[])"/>
    public void Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> snapshot) {
        using (var secret = Secret.Copy(key))
            Restore(secret.Bytes, snapshot.ToArray());
    }
}

public static partial class SipDigest {
    /// <inheritdoc cref="Verify(string, string, byte[])"/>
    public static bool Verify(string authorization, string method, ReadOnlySpan<byte> password) {
        using (var secret = Secret.Copy(password))
            return Verify(authorization, method, secret.Bytes);
    }
}

}
