using System.Collections.Concurrent;

namespace Linli.Tests.Simulation;

/// <summary>What happened how often, and what should not have happened at all.</summary>
sealed class Tally
{
    const int MostWrongs = 50;
    readonly ConcurrentDictionary<string, int> counts = new();
    readonly ConcurrentQueue<string> wrongs = new();

    public void Count(string what, int by = 1) => counts.AddOrUpdate(what, by, (_, before) => before + by);

    public void Wrong(string what)
    {
        if (wrongs.Count < MostWrongs) wrongs.Enqueue(what);
    }

    /// <summary>Notes what does not hold, and goes on: a broken day has many symptoms, and all of them help.</summary>
    public void Holds(bool holds, string what)
    {
        if (!holds) Wrong(what);
    }

    public void Same<T>(T expected, T found, string what) =>
        Holds(EqualityComparer<T>.Default.Equals(expected, found), $"{what}: expected {expected}, found {found}");

    public int this[string what] => counts.GetValueOrDefault(what);
    public IReadOnlyList<string> Wrongs => [.. wrongs];
    public string Of(params string[] whats) => string.Join(", ", whats.Select(what => $"{what} {this[what]}"));
    public override string ToString() => string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));
}
