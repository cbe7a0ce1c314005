using System.Globalization;

namespace Linli.Platform;

/// <summary>One page of a list: at most 200 items and where the next page begins.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>?take=50&amp;after=cursor — the cursor is opaque to clients.</summary>
public readonly record struct Paging(int Take, int Skip)
{
    public const int MostTake = 200;

    public static Paging Of(int? take, string? after)
    {
        if (take is < 1 or > MostTake) throw No.Malformed($"take must be 1 to {MostTake}");
        var skip = 0;
        if (after is not null && (!int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip) || skip > 10_000_000))
            throw No.Malformed("after is not a cursor of this list");
        return new(take ?? 50, skip);
    }

    /// <summary>Reads one row more than asked, to know whether there is a next page.</summary>
    public async Task<Page<T>> Of<T>(IQueryable<T> ordered, CancellationToken ct) => Cut(await ordered.Skip(Skip).Take(Take + 1).ToListAsync(ct));

    /// <summary>The same for rows that were already read with one row too many.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows) => rows.Count <= Take
        ? new(rows, null)
        : new([.. rows.Take(Take)], (Skip + Take).ToString(CultureInfo.InvariantCulture));
}

public static class Pages
{
    extension<T>(Page<T> page)
    {
        public Page<TOut> Select<TOut>(Func<T, TOut> shape) => new([.. page.Items.Select(shape)], page.Next);
    }
}
