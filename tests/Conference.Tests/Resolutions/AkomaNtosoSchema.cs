using System.Xml.Linq;
using System.Xml.Schema;
using Conference.Tests.Shared;

namespace Conference.Tests.Resolutions;

internal static class AkomaNtosoSchema
{
    public static readonly string? Path = WordFile.Beside(System.IO.Path.Combine("shared", "schemas", "akomantoso30.xsd"));

    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        var schemas = new XmlSchemaSet { XmlResolver = new System.Xml.XmlUrlResolver() };
        schemas.Add(null, Path!);
        schemas.Compile();
        return schemas;
    });

    public static IReadOnlyList<string> Errors(byte[] xml)
    {
        var errors = new List<string>();
        XDocument.Load(new MemoryStream(xml)).Validate(Schemas.Value, (_, e) => errors.Add(e.Message));
        return errors;
    }
}
