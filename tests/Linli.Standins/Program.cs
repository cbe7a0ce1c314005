namespace Linli.Standins;

/// <summary>The stand-ins as a process of their own; ./run starts it beside the shop.</summary>
static class Program
{
    static async Task Main(string[] args)
    {
        await using var standin = await Standin.Start(StandinOptions.Read(args) with { Say = Console.Out });

        await Console.Out.WriteLineAsync($"standins ready {standin.Address}");
        await standin.Stopped;
    }
}
