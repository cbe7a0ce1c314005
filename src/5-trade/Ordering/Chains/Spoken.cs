using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>A person of a text with all their entries, beside what is known of them.</summary>
/// <param name="Person">The row of this person, under an earlier nickname if somebody decided that they are the same.</param>
/// <param name="Order">Their living order.</param>
/// <param name="Position">Among the people of the text.</param>
/// <param name="Header">The day that the whole text speaks of.</param>
sealed record Spoken(
    string Key, string Nickname, int Position, (DateOnly? Day, DayPart? Part) Header, IReadOnlyList<ChainEntry> Entries, ChainChoice? Choice,
    ChainPerson? Person, Order? Order)
{
    /// <summary>What was written, whatever its number, place in the text, spacing or width.</summary>
    public string Words { get; } = Hash(Entries);

    public bool IsNamed => Entries[0].Key.Length > 0;

    public bool SaysPaid => Entries.Any(e => e.SaysPaid);

    /// <summary>In order of the text.</summary>
    public static IReadOnlyList<Spoken> Of(ChainText text, IReadOnlyList<ChainChoice> choices, Ground ground)
    {
        var decided = new Dictionary<string, ChainChoice>();
        foreach (var choice in choices)
            if (!decided.TryAdd(choice.Key, choice)) throw No.ChainChoiceWrong(choice.Key, "重复的选择", "choice given twice");
        var groups = text.Entries.OrderBy(e => e.Position).GroupBy(KeyOf).ToList();
        var keys = groups.Select(g => g.Key).ToHashSet();
        return [.. groups.Select((g, i) =>
        {
            var choice = decided.GetValueOrDefault(g.Key);
            if (choice?.SameAs is { } same && (keys.Contains(same) || !ground.People.ContainsKey(same) || ground.OrderOf(ground.People.GetValueOrDefault(g.Key)) is not null))
                throw No.ChainChoiceWrong(g.First().Nickname, "改名前的昵称", "earlier nickname");
            var person = ground.People.GetValueOrDefault(choice?.SameAs ?? g.Key);
            return new Spoken(g.Key, Cut(g.Last().Nickname, ChainPerson.LongestNickname), i, (text.Day, text.Part), [.. g], choice, person, ground.OrderOf(person));
        })];
    }

    // Two entries without a name are two people.
    static string KeyOf(ChainEntry entry) => entry.Key.Length > 0 ? Cut(entry.Key, ChainPerson.LongestKey) : $"#{entry.Number ?? entry.Position + 1}";

    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    // Without the day: 明天 is another one when the same text is read tomorrow.
    static string Hash(IReadOnlyList<ChainEntry> entries)
    {
        var words = string.Join('\n', entries.Select(e => ChainKey.Fold(
            $"{e.Meaning}|{string.Join(',', e.Items.Select(i => $"{i.Text}{i.Quantity:0.###}{i.Unit}"))}|{e.Place}|{e.Note}|{e.Part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16));
    }
}
