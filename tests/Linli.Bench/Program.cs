using System.Globalization;

namespace Linli.Bench;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Lines">How many order lines lie behind the shop in the history bench, or in the month in the one of statements.</param>
/// <param name="Orders">Of the largest campaign of the day.</param>
/// <param name="Only">Of the kinds of installation, such as sqlite, postgres, postgres-3-hosts; all when empty.</param>
sealed record Choices(TimeSpan Length, string Data, IReadOnlyList<int> Connections, IReadOnlyList<string> Only, int Orders, long Lines)
{
    /// <summary>How many lines when nothing is said.</summary>
    public const long History = 2_000_000;

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Min(8, Length.TotalSeconds));

    public bool Covers(string kind) => Only.Count == 0 || Only.Contains(kind);
}

/// <summary>./bench [name] [--seconds S] [--data DIR]: what is measured goes to stdout, one JSON line per figure; what is going on to stderr.</summary>
static class Program
{
    static readonly Dictionary<string, Func<string, Choices, Task<bool>>> benches = new()
    {
        ["orders"] = Orders.Run,
        ["day"] = Day.Run,
        ["idle"] = Idle.Run,
        ["live"] = Lives.Run,
        ["history"] = Histories.Run,
        ["ledger"] = Ledgers.Run,
        ["months"] = Statements.Run,
        ["price"] = (_, choices) => Task.FromResult(Prices.Run(choices.Length)),
        ["scale"] = (_, _) => Task.FromResult(Scale.Run()),
        ["import"] = (host, _) => Imports.Run(host),
        ["chain"] = (_, choices) => Task.FromResult(Chains.Run(choices.Data, choices.Length)),
    };

    static async Task<int> Main(string[] args)
    {
        var names = new List<string>();
        var choices = new Choices(TimeSpan.FromSeconds(5), Environment.GetEnvironmentVariable("LINLI_CHAINS") ?? "", [64, 256], [], 100_000, Choices.History);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) names.Add(args[i]);
            else if (i + 1 == args.Length || Chosen(choices, args[i], args[++i]) is not { } chosen)
                return Wrong("./bench [name …] [--seconds S] [--connections 64,256] [--on sqlite,postgres,postgres-3-hosts] [--orders 100000] [--lines N] [--data DIR]");
            else choices = chosen;
        }

        if (names.FirstOrDefault(n => !benches.ContainsKey(n)) is { } unknown)
            return Wrong($"there is no {unknown}; known are: {string.Join(", ", benches.Keys)}");
        var host = Environment.GetEnvironmentVariable("LINLI_HOST") ?? "";
        if ((names.Count == 0 || names.Exists(n => n != "price")) && !File.Exists(host)) return Wrong("LINLI_HOST names no host; start ./bench");

        // The shop is laid out by a Linli in this process, which finds its settings beside the program, not beside its sources.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_LINLI_HOST", AppContext.BaseDirectory);
        var held = true;
        if (names.Count == 0) names.AddRange(["orders", "import", "chain"]);
        foreach (var name in names) held &= await benches[name](host, choices);
        return held ? 0 : 1;
    }

    static Choices? Chosen(Choices choices, string option, string value) => option switch
    {
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 =>
            choices with { Length = TimeSpan.FromSeconds(seconds) },
        "--connections" when value.Split(',').All(n => int.TryParse(n, CultureInfo.InvariantCulture, out var many) && many is > 0 and <= 1024) =>
            choices with { Connections = [.. value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] },
        "--lines" when long.TryParse(value, CultureInfo.InvariantCulture, out var lines) && lines >= 1000 => choices with { Lines = lines },
        "--on" => choices with { Only = value.Split(',') },
        "--orders" when int.TryParse(value, CultureInfo.InvariantCulture, out var orders) && orders >= 1_000 => choices with { Orders = orders },
        "--data" => choices with { Data = value },
        _ => null,
    };

    static int Wrong(string words)
    {
        Console.Error.WriteLine(words);
        return 2;
    }
}
