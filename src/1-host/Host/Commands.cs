using Linli.Host.Keeping;

namespace Linli.Host;

/// <summary>What the program does besides serving: one word, what it is about, and the settings of the database.</summary>
static class Commands
{
    /// <param name="Words">What has to follow the command's name.</param>
    sealed record Command(string[] Words, Func<WebApplication, string[], Task> Do, bool MayGoOver = false);

    static readonly Dictionary<string, Command> all = new(StringComparer.Ordinal)
    {
        ["backup"] = new(["FILE"], (app, words) => Backup.Write(app, words[0])),
        ["restore"] = new(["FILE"], (app, words) => Backup.Restore(app, words[0], over: words.Contains(over)), MayGoOver: true),
        ["export"] = new(["SHOPCODE", "FILE"], (app, words) => Export.Write(app, words[0], words[1])),
        ["import"] = new(["FILE"], (app, words) => Import.Read(app, words[0])),
        ["archive"] = new(["MONTH", "FILE"], (app, words) => History.Archive.Write(app, words[0], words[1])),
        ["unarchive"] = new(["FILE"], (app, words) => History.Archive.BringBack(app, words[0])),
    };

    const string over = "--over";

    public static bool IsOne(string[] args) => args is [var word, ..] && !word.StartsWith('-') && !word.StartsWith('/');

    /// <summary>Returns what the process ends with: 0, or 1 when it said why not.</summary>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            var command = all.GetValueOrDefault(args[0]) ?? throw No.CommandUnknown(args[0], Use());
            var words = args.Skip(1).TakeWhile(a => !a.StartsWith("--Linli:", StringComparison.OrdinalIgnoreCase)).ToArray();
            var given = words.Count(w => w != over || !command.MayGoOver);
            if (given != command.Words.Length) throw No.CommandUnknown(string.Join(' ', words.Prepend(args[0])), Use());
            await using var app = Hosting.Build([.. args.Skip(1 + words.Length)], quiet: true);
            await command.Do(app, [.. words.OrderBy(w => w == over)]);
            return 0;
        }
        catch (Exception e) when (Why(e) is { } why)
        {
            return await Complain(why);
        }
    }

    /// <summary>What a person can do something about; anything else is a bug and shows where it happened.</summary>
    public static Refusal? Why(Exception e) => e switch
    {
        Refusal no => no,
        IOException io => No.FileTrouble(io.Message),
        UnauthorizedAccessException denied => No.FileTrouble(denied.Message),
        _ => Outage.Of(e),
    };

    public static async Task<int> Complain(Refusal why)
    {
        await Console.Error.WriteLineAsync($"{why.Message}\n{why.English} ({why.Code})");
        return 1;
    }

    static string Use() => string.Join(", ", all.Select(c => $"{c.Key} {string.Join(' ', c.Value.Words)}{(c.Value.MayGoOver ? $" [{over}]" : "")}"));
}
