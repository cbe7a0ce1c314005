using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.House;

/// <summary>So that a shop's rows can be kept apart, and one day be spread by tenant over many servers.</summary>
public class SchemaTests
{
    /// <summary>Tables of the house itself, not of one operator.</summary>
    static readonly string[] ofTheHouse = ["platform_keys", "platform_shops"];

    static async Task<IReadOnlyList<IEntityType>> Tables(Town town)
    {
        IReadOnlyList<IEntityType> tables = [];
        await town.Within(services =>
        {
            tables = [.. services.GetRequiredService<LinliDb>().Model.GetEntityTypes()];
            return Task.CompletedTask;
        });
        return tables;
    }

    [Fact]
    public async Task Every_key_unique_index_and_foreign_key_of_an_operator_starts_with_the_tenant()
    {
        await using var town = await Town.Open();
        foreach (var table in await Tables(town))
        {
            if (ofTheHouse.Contains(table.GetTableName())) continue;
            Assert.Equal("Tenant", table.FindPrimaryKey()!.Properties[0].Name);
            Assert.All(table.GetIndexes().Where(i => i.IsUnique), i => Assert.Equal("Tenant", i.Properties[0].Name));
            Assert.All(table.GetForeignKeys(), k => Assert.Equal("Tenant", k.Properties[0].Name));
        }
    }

    [Fact]
    public async Task Every_row_of_an_operator_is_filtered_by_tenant()
    {
        await using var town = await Town.Open();
        foreach (var table in await Tables(town))
            if (typeof(IOwned).IsAssignableFrom(table.ClrType))
                Assert.True(table.FindDeclaredQueryFilter("tenant") is not null, $"{table.Name} is not filtered");
    }

    [Fact]
    public void Opting_out_of_the_tenant_filter_is_written_out_where_it_is_known_to_be_right()
    {
        // A picture is read by its unguessable id; the shop behind a code is what sign-in looks for.
        string[] known = ["Files.cs"];
        Assert.Empty(House.Ours.Sources.Where(f => File.ReadAllText(f).Contains("IgnoreQueryFilters", StringComparison.Ordinal))
            .Select(Path.GetFileName).Except(known));
    }
}
