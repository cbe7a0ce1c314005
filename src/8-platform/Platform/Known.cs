using System.Collections.Concurrent;
using System.Diagnostics;

namespace Linli.Platform;

/// <summary>
/// What a counter needs for every batch and what seldom changes (households, goods, pickup points), kept in memory.
/// What this host changes is forgotten as it commits; what another host changes is seen here at most <see cref="AtMost"/> later.
/// Only what was found is kept: what is missing is looked for again each time.
/// </summary>
/// <remarks>Nothing that must be true to the piece or the fen may be read this way: stock, limits and money have their conditional statements.</remarks>
sealed class Known
{
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    /// <summary>Cards of one kind and shop; more are not kept.</summary>
    const int Most = 20_000;
    readonly ConcurrentDictionary<TenantId, ConcurrentDictionary<Type, Drawer>> shops = [];

    /// <param name="rows">The rows that the cards are made of.</param>
    /// <param name="read">Reads those that are not known; what is missing is missing in its answer.</param>
    public async Task<IReadOnlyDictionary<TKey, TCard>> Find<TKey, TCard>(
        TenantId shop, Type[] rows, IReadOnlyCollection<TKey> keys, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TCard>>> read)
        where TKey : notnull
    {
        var drawer = (Drawer<TKey, TCard>)shops.GetOrAdd(shop, _ => []).GetOrAdd(typeof(TCard), _ => new Drawer<TKey, TCard>(rows));
        var found = new Dictionary<TKey, TCard>(keys.Count);
        var (version, now) = (drawer.Version, Stopwatch.GetTimestamp());
        var missing = drawer.Look(keys, now, found);
        if (missing.Count == 0) return found;
        var fresh = await read(missing);
        foreach (var (key, card) in fresh) found[key] = card;
        drawer.Keep(fresh, version, now);
        return found;
    }

    /// <summary>Rows of these types were changed and committed.</summary>
    public void Forget(TenantId shop, IReadOnlySet<Type> rows)
    {
        if (!shops.TryGetValue(shop, out var drawers)) return;
        foreach (var (_, drawer) in drawers)
            if (drawer.Rows.Any(rows.Contains)) drawer.Forget();
    }

    abstract class Drawer(Type[] rows)
    {
        public Type[] Rows => rows;
        public abstract void Forget();
    }

    sealed class Drawer<TKey, TCard>(Type[] rows) : Drawer(rows) where TKey : notnull
    {
        readonly Lock one = new();
        readonly Dictionary<TKey, (TCard Card, long Since)> cards = [];
        int version;

        public int Version => Volatile.Read(ref version);

        /// <returns>What is not here, or has been for too long.</returns>
        public List<TKey> Look(IReadOnlyCollection<TKey> keys, long now, Dictionary<TKey, TCard> found)
        {
            var missing = new List<TKey>();
            lock (one)
            {
                foreach (var key in keys)
                    if (cards.TryGetValue(key, out var known) && Stopwatch.GetElapsedTime(known.Since, now) < AtMost) found[key] = known.Card;
                    else missing.Add(key);
            }

            return missing;
        }

        /// <param name="asOf">When rows were changed since this version, what was read may be older than that: it is not kept.</param>
        public void Keep(IReadOnlyDictionary<TKey, TCard> fresh, int asOf, long since)
        {
            lock (one)
            {
                if (version != asOf) return;
                if (cards.Count > Most) cards.Clear();
                foreach (var (key, card) in fresh) cards[key] = (card, since);
            }
        }

        public override void Forget()
        {
            lock (one)
            {
                version++;
                cards.Clear();
            }
        }
    }
}
