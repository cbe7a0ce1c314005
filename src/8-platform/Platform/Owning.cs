using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Linli.Platform;

/// <summary>Marks a row that belongs to one operator. Every read is filtered by it and every insert stamped.</summary>
public interface IOwned
{
    TenantId Tenant { get; set; }
}

public static class Owning
{
    internal const string Revision = "Revision";

    extension(ModelBuilder model)
    {
        /// <summary>A table of one operator's rows: key (tenant, id), filtered by tenant, with a revision.</summary>
        public void Owned<T>(string table, Expression<Func<T, object?>> id, Action<EntityTypeBuilder<T>>? more = null)
            where T : class, IOwned => model.Entity<T>(row =>
            {
                row.ToTable(table);
                row.HasKey([nameof(IOwned.Tenant), .. Names(id)]);
                row.Property<int>(Revision).IsConcurrencyToken();
                more?.Invoke(row);
            });
    }

    extension<T>(EntityTypeBuilder<T> row) where T : class, IOwned
    {
        /// <summary>An index that, like every index of an owned table, starts with the tenant.</summary>
        public IndexBuilder<T> Index(Expression<Func<T, object?>> columns) =>
            row.HasIndex([nameof(IOwned.Tenant), .. Names(columns)]);

        /// <summary>A part of a whole of the same room, by foreign key (tenant, whole): PartOf(l => l.Order, (Order o) => o.Lines).</summary>
        public void PartOf<TWhole>(Expression<Func<T, object?>> whole, Expression<Func<TWhole, IEnumerable<T>?>> parts)
            where TWhole : class, IOwned =>
            row.HasOne<TWhole>().WithMany(parts).HasForeignKey([nameof(IOwned.Tenant), .. Names(whole)])
                .OnDelete(DeleteBehavior.Cascade);

        /// <summary>A small list or record kept as JSON text in one column.</summary>
        public void Json<TValue>(Expression<Func<T, TValue>> property) => row.Property(property).HasConversion(
            value => JsonSerializer.Serialize(value, Platform.Json.Options),
            text => JsonSerializer.Deserialize<TValue>(text, Platform.Json.Options)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<TValue>(
                (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Platform.Json.Options) == JsonSerializer.Serialize(b, Platform.Json.Options),
                v => JsonSerializer.Serialize(v, Platform.Json.Options).GetHashCode(StringComparison.Ordinal),
                v => JsonSerializer.Deserialize<TValue>(JsonSerializer.Serialize(v, Platform.Json.Options), Platform.Json.Options)!));
    }

    static IEnumerable<string> Names<T>(Expression<Func<T, object?>> columns) =>
        (columns.Body is UnaryExpression { Operand: var inner } ? inner : columns.Body) switch
        {
            MemberExpression one => [one.Member.Name],
            NewExpression many => many.Members!.Select(m => m.Name),
            _ => throw new InvalidOperationException("name the columns: x => x.Id or x => new { x.A, x.B }"),
        };

    internal static string Snake(string name) => string.Concat(name.Select((c, i) =>
        char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
