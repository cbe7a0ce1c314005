namespace Linli.Platform;

/// <summary>
/// 往月 — one kind of a shop's rows that come to an end, and may leave the database for an archive month by month.
/// The room whose rows they are says when one is over.
/// </summary>
/// <param name="Row">The whole; rows of other tables that name it by a foreign key go with it.</param>
/// <param name="Ended">The ids of a month's wholes of the caller's shop that nothing will happen to any more.</param>
public sealed record Past(Type Row, Func<IServiceProvider, Month, CancellationToken, Task<IReadOnlyList<Guid>>> Ended)
{
    /// <summary>Parts that no foreign key ties to it, and their column.</summary>
    public (Type Row, string Whole)? Tied { get; init; }

    /// <summary>Keeps sums true: told of ids that are about to leave, or have just come back, in the same transaction.</summary>
    public Func<IServiceProvider, Month, IReadOnlyCollection<Guid>, bool, CancellationToken, Task>? Carry { get; init; }
}
