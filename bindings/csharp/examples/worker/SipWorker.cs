// SPDX-License-Identifier: LGPL-2.1-or-later
using Microsoft.Extensions.Options;

namespace SipReg.Examples;

public sealed class SipWorkerOptions {
    public string Aor { get; set; } = "";
    public string Registrar { get; set; } = "";
    public TimeSpan Expires { get; set; } = TimeSpan.FromHours(1);

    /// <summary>File whose first line is the password; none: without.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>How long the removal of the binding may take at the end. Less than the host's ShutdownTimeout.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Registers while the host runs.</summary>
public sealed class SipWorker(IOptions<SipWorkerOptions> options, ILogger<SipWorker> logger, IHostApplicationLifetime host)
    : BackgroundService {
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) {
        try {
            await RegisterAsync(stoppingToken);
        } catch (SipArgumentException e) {
            logger.LogCritical("{Problem}", e.Problem);
            GiveUp();
        }
    }

    async Task RegisterAsync(CancellationToken stoppingToken) {
        await using var endpoint = new SipEndpoint { LogLevel = SipLogLevel.Info, WatchNetwork = true };
        endpoint.LogReceived += (_, e) => logger.Log((LogLevel)e.LoggerLevel, "{Line}", e.Line);
        endpoint.Start();
        using SipAccount account = ReadAccount();
        IAsyncEnumerable<SipEvent> events = endpoint.ReadEventsAsync(stoppingToken);
        endpoint.CreateRegistration(account).Start();
        try {
            await foreach (SipEvent told in events)
                Tell(told);
        } catch (OperationCanceledException) {
            // The host stops: the binding is to go first.
        }
        using var limit = new CancellationTokenSource(options.Value.StopTimeout);
        await endpoint.StopAsync(limit.Token);
        logger.LogInformation("stopped");
    }

    SipAccount ReadAccount() {
        SipWorkerOptions values = options.Value;
        var account = new SipAccount(values.Aor, values.Registrar) { Expires = values.Expires };
        if (values.PasswordFile is { Length: > 0 } file) {
            byte[] text = File.ReadAllBytes(file);
            int end = Array.IndexOf(text, (byte)'\n');
            account.SetPassword(text.AsSpan(0, end < 0 ? text.Length : end));
            Array.Clear(text);
        }
        return account;
    }

    void Tell(SipEvent told) {
        bool failed = told.Type is SipEventType.Failed or SipEventType.Expired or SipEventType.Lost;
        logger.Log(failed ? LogLevel.Warning : LogLevel.Information, "{Event}", told);
        if (told.Type == SipEventType.Failed && !told.WillRetry) {
            logger.LogCritical("given up: {Failure}", told.Failure);
            GiveUp();
        }
    }

    // A service that cannot do its work ends, so that whoever supervises it knows.
    void GiveUp() {
        Environment.ExitCode = 1;
        host.StopApplication();
    }
}
