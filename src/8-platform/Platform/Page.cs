using System.Globalization;
using System.Linq.Expressions;

namespace Linli.Platform;

/// <summary>One page of a list: at most 200 items and where the next page begins.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>?take=50&amp;after=cursor — the cursor is opaque to clients.</summary>
public readonly record struct Paging(int Take, int Skip)
{
    public const int MostTake = 200;
    static readonly int[] sizes = [20, 50, 100, MostTake];

    public static Paging Of(int? take, string? after)
    {
        if (take is < 1 or > MostTake) throw No.Malformed($"take must be 1 to {MostTake}");
        var skip = 0;
        if (after is not null && (!int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skip) || skip > 10_000_000))
            throw No.Malformed("after is not a cursor of this list");
        return new(take ?? 50, skip);
    }

    /// <summary>Reads one row more than asked at least, to know whether there is a next page.</summary>
    public async Task<Page<T>> Of<T>(IQueryable<T> ordered, CancellationToken ct) =>
        Cut(await (Skip == 0 ? First(ordered) : ordered.Skip(Skip).Take(Take + 1)).ToListAsync(ct));

    /// <summary>
    /// The first page says how much it reads as a number, not as a parameter: PostgreSQL plans a statement anew each time when it cannot know
    /// how little is asked for, and over many months that takes longer than the reading. A few sizes, so that these are few statements.
    /// </summary>
    IQueryable<T> First<T>(IQueryable<T> ordered)
    {
        var take = Take;
        var most = Array.Find(sizes, size => size >= take) + 1;
        return ordered.Provider.CreateQuery<T>(Expression.Call(
            new Func<IQueryable<T>, int, IQueryable<T>>(Queryable.Take).Method, ordered.Expression,
            Expression.Call(new Func<int, int>(EF.Constant).Method, Expression.Constant(most))));
    }

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
