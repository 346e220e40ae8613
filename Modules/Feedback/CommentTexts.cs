using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Feedback;

/// <summary>The words that the scripts of this module show, in the reader's language: rendered into the page as JSON.</summary>
internal static class CommentTexts
{
    public static string For(Sentences t, ConferenceTime time) => JsonSerializer.Serialize(new
    {
        english = Sentences.IsEnglish,
        zone = time.Zone,
        kinds = Enum.GetValues<CommentKind>().ToDictionary(k => Name(k), k => new { text = t[k.ToString()].Value, look = k.Look }),
        states = Enum.GetValues<CommentState>().ToDictionary(s => Name(s), s => new { text = t[s.Words].Value, look = s.Look }),
        standings = Enum.GetValues<Standing>().ToDictionary(s => Name(s), s => new { text = t[s.Words].Value, look = s.Look }),
        own = Enum.GetValues<Standing>().ToDictionary(s => Name(s), s => t[s.OwnWords].Value),
        anonymous = t["Anonymous"].Value,
        corrected = t["corrected {0}"].Value,
        about = t["On: {0}"].Value,
        alsoSaidBy = t["Also said by: {0}"].Value,
        endorsedBy = t["{0} endorse it"].Value,
        elsewhere = t["{0} is not among the comments that you can read here."].Value,
        withdrawn = t["{0} is withdrawn."].Value,
        correctedNow = t["{0} is corrected."].Value,
        notNow = t["The connection is lost. Nothing was changed; try again in a moment."].Value,
        answerMissing = t["Fill in what is marked with an asterisk as well."].Value,
        mergedInto = t["It stands in {0} now"].Value,
        closed = new
        {
            planned = t["The session has not begun. Comments can be sent once it opens."].Value,
            suspended = t["The session is suspended. Comments can be sent when it goes on."].Value,
            closed = t["The session is closed and takes no more comments."].Value,
            paused = t["The session takes no comments for the moment. Keep yours: it can be sent when the intake goes on."].Value,
            intakeClosed = t["The intake of comments in this session is closed."].Value,
        },
        observer = t["Observers read along; they do not send comments."].Value,
        receivedAs = t["Received as {0}"].Value,
        adopted = t["(adopted as {0})"].Value,
        onThisLaptop = t["On this laptop, goes out by itself"].Value,
        draftKept = t["Draft kept on this laptop"].Value,
        draftNotKept = t["This browser cannot keep drafts: do not close this page before sending"].Value,
        empty = t["This comment is empty. Write something first."].Value,
        tooLong = t["This comment has {0} characters; {1} are possible. Shorten it or send it in parts."].Value,
        older = t["Older comments"].Value,
        newer = t["Newer comments"].Value,
        oneNew = t["1 new comment"].Value,
        someNew = t["{0} new comments"].Value,
        changed = t["Colleagues changed some of these"].Value,
        editAgain = t["Edit again"].Value,
        discard = t["Discard"].Value,
    }, ModuleDb.Json);

    internal static string Name<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
