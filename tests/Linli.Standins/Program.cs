using Linli.Standins;

var options = StandinOptions.Read(args) with { Say = Console.Out };
await using var standin = await Standin.Start(options);

Console.WriteLine($"standins ready {standin.Address}");
await standin.Stopped;
