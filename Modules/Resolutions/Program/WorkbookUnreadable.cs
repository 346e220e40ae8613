using System.Globalization;

namespace Conference.Resolutions;

/// <summary>Why a file cannot be read, as a text key with its arguments.</summary>
internal sealed class WorkbookUnreadable(string key, params object[] arguments)
    : Exception(string.Format(CultureInfo.InvariantCulture, key, arguments))
{
    public string Key => key;
    public IReadOnlyList<object> Arguments => arguments;
}
