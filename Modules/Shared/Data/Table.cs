using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Conference.Shared.Data;

/// <summary>What the kernel asks of an entity again and again, found out once.</summary>
internal sealed class Table
{
    public sealed record Column(IProperty Property, RelationalTypeMapping Type)
    {
        private readonly IClrPropertyGetter? getter = Property.IsShadowProperty() ? null : Property.GetGetter();

        public JsonEncodedText Name { get; } = JsonEncodedText.Encode(Property.Name, ModuleDb.Json.Encoder);
        public bool IsSecret { get; } = Property.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is not null;

        public object? Value(object row) => getter?.GetClrValue(row);

        /// <summary>The value as the database keeps it.</summary>
        public object? Stored(object row) => Value(row) is { } value ? Type.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
    }

    private readonly IReadOnlyList<Column> key;

    private Table(IEntityType entity)
    {
        Columns = [.. entity.GetProperties().Select(p => new Column(p, p.GetRelationalTypeMapping()))];
        key = [.. entity.FindPrimaryKey()!.Properties.Select(p => Columns.Single(c => c.Property == p))];
        NameAndColumns = $"\"{entity.GetTableName()}\" ({string.Join(", ", Columns.Select(c => $"\"{c.Property.GetColumnName()}\""))})";
        IsAudited = entity.ClrType.GetCustomAttribute<NotAuditedAttribute>() is null;
    }

    public IReadOnlyList<Column> Columns { get; }
    public string NameAndColumns { get; }
    public bool IsAudited { get; }

    public static Table Of(IEntityType entity) => entity.GetOrAddRuntimeAnnotationValue("Conference:Table", static e => new Table(e!), entity);

    public string Key(object row) => string.Join(' ', key.Select(c => c.Value(row)));

    /// <summary>The values of these columns as a JSON object, secrets left out.</summary>
    public static string Json(IEnumerable<(Column Column, object? Value)> values)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = ModuleDb.Json.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            foreach (var (column, value) in values)
            {
                if (column.IsSecret) continue;
                json.WritePropertyName(column.Name);
                JsonSerializer.Serialize(json, value, column.Property.ClrType, ModuleDb.Json);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
