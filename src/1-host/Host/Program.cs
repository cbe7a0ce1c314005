using Linli.Host;

var builder = WebApplication.CreateBuilder(args);
builder.AddTelemetry();
builder.AddDatabase();
builder.AddClock();
builder.AddHosts();
builder.AddApps();
builder.AddConnections();
builder.AddLinli(Rooms.All());

var app = builder.Build();
await app.Prepare();
app.UseDoorstep();
app.MapApps();
app.MapLinli();
await app.StartAsync();
await app.Open();
await app.WaitForShutdownAsync();
