using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Linli.Tests.House;

/// <summary>The house as it lies on disk: rooms, arrows, sources. Rules are asked of it, so that a broken house can be drawn in a test too.</summary>
sealed class House(string root)
{
    public static readonly House Ours = new(FindRoot());

    public string Root => root;

    public IReadOnlyList<Room> Rooms { get; } =
        [.. Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Room.At)];

    public IEnumerable<string> Sources => Directory.GetFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
            && !f.Contains("/Migrations/", StringComparison.Ordinal));

    public IEnumerable<string> WrongArrows() =>
        from room in Rooms
        from arrow in room.Arrows
        where arrow.Floor <= room.Floor
        select $"{room.Name} -> {arrow.Name}";

    /// <summary>Files outside the platform and the host that commit without being a slice or a reaction.</summary>
    public IEnumerable<string> WrongCommits() =>
        from file in Sources
        where !file.Contains("/8-platform/", StringComparison.Ordinal) && !file.Contains("/1-host/", StringComparison.Ordinal)
        let text = File.ReadAllText(file)
        where text.Contains("db.Commit(", StringComparison.Ordinal) && !text.Contains("static class " + Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal)
        select file;

    public IEnumerable<string> LongFiles() =>
        from file in Sources
        let lines = File.ReadAllLines(file).Length
        where lines > 300
        select $"{file} has {lines} lines";

    static readonly string[] emptyNames = ["Shared", "Common", "Utils", "Helpers", "Infrastructure", "Manager"];

    /// <summary>Names that say nothing.</summary>
    public IEnumerable<string> EmptyNames() =>
        from file in Sources
        from Match name in Regex.Matches(File.ReadAllText(file), @"\b(?:class|record|interface|struct|namespace) (?:struct )?([\w.]+)")
        where emptyNames.Any(e => name.Groups[1].Value.EndsWith(e, StringComparison.Ordinal))
        select $"{file}: {name.Groups[1].Value}";

    /// <summary>Rooms that speak to a database product by name.</summary>
    public IEnumerable<string> WrongDialects() =>
        from file in Sources
        where !file.Contains("/8-platform/", StringComparison.Ordinal) && !file.Contains("/1-host/", StringComparison.Ordinal)
        where Regex.IsMatch(File.ReadAllText(file), @"using (Npgsql|Microsoft\.Data\.Sqlite)")
        select file;

    /// <summary>Colours, sizes of type, distances, corners, shadows and durations that a screen of the residents' app writes itself, instead of naming those of tokens.css.</summary>
    public IEnumerable<string> OwnLooks() =>
        from file in Directory.GetFiles(Path.Combine(root, "apps/resident/src"), "*.vue", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        from Match style in Regex.Matches(text, @"<style>(.*?)</style>", RegexOptions.Singleline)
        from Match own in Regex.Matches(style.Groups[1].Value, @"#[0-9a-fA-F]{3,8}\b|rgba?\(|(?<=font-size: )\d[^;}]*|(?<=(?:padding|margin|gap)[a-z-]*: )[^;}]*?\b(?:[4-9]|\d{2,})px|(?<=border-radius: )\d+px|(?<=box-shadow: )\d[^;}]*|(?<=(?:transition|animation): )[^;}]*?[\d.]+m?s\b")
        where own.Value.Length > 0
        select $"{Path.GetFileName(file)}: {own.Value}";

    /// <summary>Statements that lock within <c>from (…)</c>: a plan made before the table was counted may run that for every row (0015).</summary>
    public IEnumerable<string> LocksAgain() =>
        from file in Sources
        where !file.EndsWith("Statements.cs", StringComparison.Ordinal)
        let text = File.ReadAllText(file)
        from Match locked in Regex.Matches(text, @"\{for update of \w+\}")
        let before = text[..locked.Index]
        where before.LastIndexOf("with w as (", StringComparison.Ordinal) <= before.LastIndexOf("from (", StringComparison.Ordinal)
        select Path.GetFileName(file);

    public IEnumerable<string> RefusalCodes() => Sources
        .Where(f => Path.GetFileName(f) is "No.cs" or "Refusal.cs")
        .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"new(?: Refusal)?\(\s*\d{3}, ""([a-z0-9.-]+)""").Select(m => m.Groups[1].Value))
        .Distinct();

    static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Directory.Build.props"))) at = Path.GetDirectoryName(at)!;
        return at;
    }

    internal sealed record Room(string Name, int Floor, string File)
    {
        public IEnumerable<Room> Arrows => XDocument.Load(File).Descendants("ProjectReference")
            .Select(r => At(Path.GetFullPath(r.Attribute("Include")!.Value, Path.GetDirectoryName(File)!)));

        public static Room At(string file) => new(Path.GetFileNameWithoutExtension(file), file.Split('/')[^3][0] - '0', file);
    }
}
