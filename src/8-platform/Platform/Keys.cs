using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Linli.Platform;

/// <summary>The keys that protect tokens, kept in the database so that every host reads every token.</summary>
sealed class Key
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

sealed class Keys(IServiceScopeFactory scopes) : IXmlRepository
{
    public static void Tables(ModelBuilder model) => model.Entity<Key>(key =>
    {
        key.ToTable("platform_keys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(200);
    });

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<LinliDb>().Set<Key>().AsNoTracking().AsEnumerable().Select(k => XElement.Parse(k.Xml))];
    }

    // The framework asks synchronously, at the first token of a new installation and every ninety days.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LinliDb>();
        db.Add(new Key { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.Commit(CancellationToken.None).GetAwaiter().GetResult();
    }
}
