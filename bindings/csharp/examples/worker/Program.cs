// SPDX-License-Identifier: LGPL-2.1-or-later
// A service that keeps an address-of-record registered, and removes its binding when it is stopped.
// All values come from appsettings.json, the environment (Sip__Aor=...) or the command line (--Sip:Aor=...).
using SipReg.Examples;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.Configure<SipWorkerOptions>(builder.Configuration.GetSection("Sip"));
builder.Services.AddHostedService<SipWorker>();
builder.Build().Run();
