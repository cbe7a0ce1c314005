using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Linli.Platform;

/// <summary>The one database. Rooms give it their tables but keep their row types internal, so no room can read or write another's rows.</summary>
public abstract class LinliDb(DbContextOptions options, Workings workings, Caller caller) : DbContext(options)
{
    readonly List<LastStatement> inserts = [], last = [];
    readonly List<Fact> raised = [];
    HashSet<Type>? touched;
    HashSet<Guid>? told;
    IDisposable? turn;
    bool ring, begun, spent, stamping;

    TenantId Tenant => caller.Tenant;
    internal TenantId Own => caller.Tenant;

    /// <summary>PostgreSQL and SQLite differ in how moments are kept and in who may write at once.</summary>
    public abstract bool IsPostgres { get; }

    /// <summary>
    /// States a fact. It is stored with the change that made it true, and told to its listeners after,
    /// or not before the given moment: an alarm is a fact about the future. Facts about one thing are told in order.
    /// A fact nobody listens to is not stored.
    /// </summary>
    public void Raise<T>(T fact, Guid? thing = null, DateTimeOffset? at = null) where T : notnull
    {
        if (!workings.Listeners.IsHeard(typeof(T))) return;
        var now = workings.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        raised.Add(new Fact
        {
            Tenant = Tenant,
            Id = id,
            Kind = typeof(T).FullName!,
            Json = JsonSerializer.Serialize(fact, Platform.Json.Options),
            At = at ?? now,
            Seq = workings.Listeners.NextSeq(now),
            Thing = (thing ?? id).ToString(),
        });
        ring |= at is null || at <= now;
    }

    /// <summary>People may be looking at something that changes: said once it is committed, and not stored; see <see cref="News"/>.</summary>
    public void Tell(Guid thing) => (told ??= []).Add(thing);

    /// <summary>Rows of this type are changed by a statement of the slice: what is known of them is forgotten at its commit.</summary>
    public void Touch<T>() where T : class, IOwned => (touched ??= []).Add(typeof(T));

    /// <summary>
    /// Starts the slice's transaction; doors that update rows by statement call it first. Calling it again is harmless.
    /// SQLite has one writer: callers of this process queue here instead of polling for its lock.
    /// </summary>
    public async Task Begin(CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null) return;
        begun = true;
        if (!IsPostgres) turn = await workings.Writers.Take(ct);
        await Database.BeginTransactionAsync(ct);
    }

    public async Task Commit(CancellationToken ct)
    {
        await Begin(ct);
        await Save(accept: true, ending: true, ct);
        await Database.CurrentTransaction!.CommitAsync(ct);
        if (spent) ChangeTracker.Clear();
        ForgetTouched();
        await Release();
        if (ring) workings.Bell.Ring();
        ring = false;
        if (told is not null) workings.News.Tell(told);
        told = null;
    }

    /// <summary>Stamps what is added, and what hangs on it, before its key is known to the tracker: changing it there costs more.</summary>
    public override EntityEntry<TEntity> Add<TEntity>(TEntity entity)
    {
        if (!stamping) ChangeTracker.Tracking += (_, row) =>
        {
            if (row is { State: EntityState.Added, Entry.Entity: IOwned { Tenant: var tenant } owned } && tenant == default) owned.Tenant = Tenant;
        };
        stamping = true;
        return base.Add(entity);
    }

    /// <summary>
    /// Writes many new rows by one statement, now and without tracking them: for what is written once and only answered with. Wholes come before parts.
    /// </summary>
    public async Task Insert<T>(IReadOnlyList<T> rows, CancellationToken ct) where T : class, IOwned
    {
        if (rows.Count == 0) return;
        await Begin(ct);
        foreach (var row in rows) row.Tenant = Tenant;
        await Inserts.Write(this, Model.FindEntityType(typeof(T))!, rows, ct);
    }

    /// <summary>The same when the slice saves or commits next, together with its last statements: on PostgreSQL all of them are one message.</summary>
    public void InsertAtLast<T>(IReadOnlyList<T> rows) where T : class, IOwned
    {
        if (rows.Count == 0) return;
        foreach (var row in rows) row.Tenant = Tenant;
        inserts.Add(Inserts.Of(this, Model.FindEntityType(typeof(T))!, rows));
    }

    /// <summary>
    /// Lets a statement on rows that many want at once wait until everything else is written, so that its locks are held for
    /// the shortest time. Such statements run, in the order given, when the slice saves or commits next. See <see cref="Statements"/> for its text.
    /// </summary>
    /// <param name="each">Whether every row must find something to change; else the race is lost.</param>
    public void AtLast<TRow>(string sql, IReadOnlyList<TRow> rows, bool each = false)
    {
        if (rows.Count > 0) last.Add(Statements.Last(this, sql, rows, each));
    }

    /// <summary>The same for what decides in between.</summary>
    public void AtLast(Func<CancellationToken, Task> statements) => last.Add(new(statements));

    /// <summary>What is needed again and again and seldom changes: as it was at most a second ago, see <see cref="Platform.Known"/>.</summary>
    /// <param name="rows">The rows that the cards are made of.</param>
    public Task<IReadOnlyDictionary<TKey, TCard>> Known<TKey, TCard>(
        Type[] rows, IReadOnlyCollection<TKey> keys, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TCard>>> read)
        where TKey : notnull => workings.Known.Find(Tenant, rows, keys, read);

    /// <summary>The same before it is known whose shop is meant.</summary>
    internal Known KnownToAll => workings.Known;

    /// <summary>Doors may save before the commit, so that their next statements see the rows; these are stamped all the same.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Save(acceptAllChangesOnSuccess, ending: false, cancellationToken);

    async Task<int> Save(bool accept, bool ending, CancellationToken ct)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            List<EntityEntry> changed = [.. ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged)];
            // Facts go with the other rows if there are any, else without being followed.
            if (raised.Count > 0 && (changed.Count > 0 || Database.CurrentTransaction is null)) changed.AddRange(raised.Select(Set<Fact>().Add));
            else if (raised.Count > 0) inserts.Add(Inserts.Of(this, Model.FindEntityType(typeof(Fact))!, [.. raised]));
            raised.Clear();
            Stamp(changed);
            var written = await Inserts.Write(this, changed, ct);
            // A slice commits once: when all is written, nothing needs to be known any more of rows that were new.
            spent = ending && written.Count > 0 && written.Count == changed.Count;
            if (!spent)
            {
                foreach (var row in written) row.State = EntityState.Unchanged;
                await base.SaveChangesAsync(accept, ct);
            }

            await LastStatement.Run(this, [.. inserts, .. last], ct);
            inserts.Clear();
            last.Clear();
            foreach (var row in changed) (touched ??= []).Add(row.Metadata.ClrType);
            if (Database.CurrentTransaction is null) ForgetTouched();
            return changed.Count;
        }
        finally { ChangeTracker.AutoDetectChangesEnabled = true; }
    }

    /// <summary>A statement of its own in the slice's transaction.</summary>
    internal DbCommand Command()
    {
        var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction!.GetDbTransaction();
        return command;
    }

    /// <summary>Gives up everything since the last commit, so that a slice can be done again from the start.</summary>
    public async Task Forget()
    {
        ring = false;
        inserts.Clear();
        last.Clear();
        raised.Clear();
        touched = null;
        told = null;
        ChangeTracker.Clear();
        if (Database.CurrentTransaction is { } open) await open.RollbackAsync();
        await Release();
    }

    void ForgetTouched()
    {
        if (touched is not null) workings.Known.Forget(Tenant, touched);
        touched = null;
    }

    async ValueTask Release()
    {
        if (Database.CurrentTransaction is { } done) await done.DisposeAsync();
        turn?.Dispose();
        turn = null;
    }

    public override async ValueTask DisposeAsync()
    {
        // A refusal may come before the database was ever touched, and then it cannot be asked for its transaction any more.
        if (begun) await Release();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override void Dispose()
    {
        if (begun) Database.CurrentTransaction?.Dispose();
        turn?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What If-Match compares; grows with each change.</summary>
    public int RevisionOf(IOwned row) => Entry(row).Property<int>(Owning.Revision).CurrentValue;

    /// <summary>
    /// Loses the race when somebody has changed the row since it was read. Call it after reading what must fit the row:
    /// on PostgreSQL each statement sees the newest, so two readings may be of two moments.
    /// </summary>
    public async Task StillSo(IOwned row, CancellationToken ct)
    {
        var now = await Entry(row).GetDatabaseValuesAsync(ct);
        if (now?.GetValue<int>(Owning.Revision) != RevisionOf(row)) throw new DbUpdateConcurrencyException("the row has changed since it was read");
    }

    void Stamp(List<EntityEntry> entries)
    {
        foreach (var row in entries)
        {
            if (row.Entity is not IOwned owned) continue;
            if (row.State == EntityState.Added)
            {
                // What was added by other ways, or before it was known for whom.
                if (owned.Tenant == default) row.Property(nameof(IOwned.Tenant)).CurrentValue = Tenant;
                else if (owned.Tenant != Tenant) throw new InvalidOperationException("a row of another operator");
            }

            if (row.State == EntityState.Modified)
            {
                var revision = row.Property(Owning.Revision);
                revision.CurrentValue = (int)revision.CurrentValue! + 1;
            }
        }
    }

    /// <summary>True when somebody else won, and doing the slice again from the start may succeed.</summary>
    public static bool IsLostRace(Exception e) => e switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsLostRace(inner),
        PostgresException { SqlState: "40001" or "40P01" or "23505" } => true,
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
        InvalidOperationException { InnerException: { } inner } => IsLostRace(inner),
        _ => false,
    };

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Facts.Tables(modelBuilder);
        Keys.Tables(modelBuilder);
        Files.Tables(modelBuilder);
        Auditing.Tables(modelBuilder);
        Shops.Tables(modelBuilder);
        foreach (var module in workings.Modules) module.Tables(modelBuilder);
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            if (typeof(IOwned).IsAssignableFrom(type.ClrType))
                keepApart.MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
            foreach (var property in type.GetProperties()) property.SetColumnName(Owning.Snake(property.Name));
        }
    }

    static readonly MethodInfo keepApart =
        typeof(LinliDb).GetMethod(nameof(KeepApart), BindingFlags.Instance | BindingFlags.NonPublic)!;

    void KeepApart<T>(ModelBuilder model) where T : class, IOwned =>
        model.Entity<T>().HasQueryFilter("tenant", row => row.Tenant == Tenant);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<MoneyToFen>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        if (IsPostgres) configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentToUtc>();
        else configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentToMilliseconds>();
        foreach (var type in workings.Modules.Select(m => m.GetType().Assembly).Append(typeof(LinliDb).Assembly).Distinct()
            .SelectMany(a => a.GetTypes()))
            if (type.IsValueType && type.GetInterfaces().Any(IsId))
                configurationBuilder.Properties(type).HaveConversion(typeof(IdToGuid<>).MakeGenericType(type));

        static bool IsId(Type i) => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>);
    }
}
