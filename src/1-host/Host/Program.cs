using Linli.Host;
using Linli.Host.Keeping;

if (Commands.IsOne(args)) return await Commands.Run(args);

await using var app = Hosting.Build(args);
using var here = Serving.Begin(app.Configuration);
try { await app.Prepare(); }
catch (Exception e) when (Commands.Why(e) is { } why) { return await Commands.Complain(why); }

app.UseDoorstep();
app.MapApps();
app.MapLinli();
await app.StartAsync();
await app.Open();
await app.WaitForShutdownAsync();
return 0;
