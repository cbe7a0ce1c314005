namespace Linli.Platform;

/// <summary>Whose data it is. A household's is that of all who live there.</summary>
public sealed record OwnOf(Guid Person, Guid? Household);

/// <summary>
/// 个人信息 — one kind of what a room keeps about a person: it goes into the file they may take with them, and the page on privacy says
/// why it is kept and whether it goes with them.
/// </summary>
/// <param name="Name">Its part of the file: "orders".</param>
/// <param name="What">What it is, in Chinese and English.</param>
/// <param name="Stays">Why it stays after the account is closed; nothing when it goes.</param>
/// <param name="Read">As plain values to be written as JSON.</param>
public sealed record Own(
    string Name, (string Zh, string En) What, (string Zh, string En)? Stays,
    Func<IServiceProvider, OwnOf, CancellationToken, Task<object>> Read)
{
    /// <summary>Why the account cannot be closed yet; nothing when this does not stand in the way.</summary>
    /// <remarks>The household is given only when nobody else lives there: else what is its own goes on.</remarks>
    public Func<IServiceProvider, OwnOf, CancellationToken, Task<(string Zh, string En)?>>? Hinders { get; init; }
}
