using System.Globalization;

namespace Linli.Bench;

/// <summary>./bench [name] [--seconds S] [--data DIR]: what is measured goes to stdout, one JSON line per figure; what is going on to stderr.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        var (names, seconds, data) = (new List<string>(), 5.0, Environment.GetEnvironmentVariable("LINLI_CHAINS") ?? "");
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--data")
            {
                if (++i == args.Length) return Wrong("--data needs a folder");
                data = args[i];
            }
            else if (args[i] != "--seconds") names.Add(args[i]);
            else if (++i == args.Length || !double.TryParse(args[i], CultureInfo.InvariantCulture, out seconds) || seconds <= 0)
                return Wrong("--seconds needs a number above 0");
        }

        if (names.FirstOrDefault(n => n is not ("orders" or "import" or "chain")) is { } unknown)
            return Wrong($"there is no {unknown}; known are: orders, import, chain");
        if (names.Count == 0) names.AddRange(["orders", "import", "chain"]);
        var host = Environment.GetEnvironmentVariable("LINLI_HOST") ?? "";
        if (!File.Exists(host)) return Wrong("LINLI_HOST names no host; start ./bench");

        // The shop is laid out by a Linli in this process, which finds its settings beside the program, not beside its sources.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_LINLI_HOST", AppContext.BaseDirectory);
        var held = true;
        foreach (var name in names)
            held &= name switch
            {
                "orders" => await Orders.Run(host, TimeSpan.FromSeconds(seconds)),
                "import" => await Imports.Run(host),
                _ => Chains.Run(data, TimeSpan.FromSeconds(seconds)),
            };
        return held ? 0 : 1;
    }

    static int Wrong(string words)
    {
        Console.Error.WriteLine(words);
        return 2;
    }
}
