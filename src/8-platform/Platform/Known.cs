using System.Collections.Concurrent;
using System.Diagnostics;

namespace Linli.Platform;

/// <summary>
/// What a counter needs for every batch and a list for everybody who looks, and what seldom changes (households, goods, pickup points), kept in memory.
/// What this host changes is forgotten as it commits; what another host changes is seen here at most <see cref="AtMost"/> later: then
/// all cards of a kind are forgotten together, so a shop never holds more than a second asked for.
/// Only what was found is kept: what is missing is looked for again each time.
/// </summary>
/// <remarks>Nothing that must be true to the piece or the fen may be read this way: stock, limits and money have their conditional statements.</remarks>
sealed class Known
{
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<TenantId, ConcurrentDictionary<Type, Drawer>> shops = [];

    /// <param name="rows">The rows that the cards are made of.</param>
    /// <param name="read">Reads those that are not known; what is missing is missing in its answer.</param>
    public async Task<IReadOnlyDictionary<TKey, TCard>> Find<TKey, TCard>(
        TenantId shop, Type[] rows, IReadOnlyCollection<TKey> keys, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TCard>>> read)
        where TKey : notnull
    {
        var drawer = (Drawer<TKey, TCard>)shops.GetOrAdd(shop, _ => []).GetOrAdd(typeof(Drawer<TKey, TCard>), _ => new Drawer<TKey, TCard>(rows));
        var found = new Dictionary<TKey, TCard>(keys.Count);
        var (missing, version) = drawer.Look(keys, found);
        if (missing.Count == 0) return found;
        var fresh = await read(missing);
        foreach (var (key, card) in fresh) found[key] = card;
        drawer.Keep(fresh, version);
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
        readonly Dictionary<TKey, TCard> cards = [];
        long since;
        int version;

        /// <returns>What is not here, and the version to give back with it.</returns>
        public (List<TKey> Missing, int Version) Look(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TCard> found)
        {
            var missing = new List<TKey>();
            lock (one)
            {
                // Counted from before the first reading, so that none of the cards is older.
                if (Stopwatch.GetElapsedTime(since) >= AtMost) Empty();
                foreach (var key in keys)
                    if (cards.TryGetValue(key, out var known)) found[key] = known;
                    else missing.Add(key);
                return (missing, version);
            }
        }

        /// <param name="asOf">When the drawer was emptied since this version, what was read may be too old: it is not kept.</param>
        public void Keep(IReadOnlyDictionary<TKey, TCard> fresh, int asOf)
        {
            lock (one)
            {
                if (version != asOf) return;
                foreach (var (key, card) in fresh) cards[key] = card;
            }
        }

        public override void Forget()
        {
            lock (one) Empty();
        }

        void Empty()
        {
            version++;
            since = Stopwatch.GetTimestamp();
            cards.Clear();
        }
    }
}
