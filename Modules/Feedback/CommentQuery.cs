using System.Globalization;
using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

public enum CommentOrder { Newest, MostEndorsed }

/// <summary>What someone wants to read of a session's comments: which, in what order, and from which place on.</summary>
public sealed record CommentQuery
{
    public string Q { get; init; } = "";
    public CommentKind? Kind { get; init; }
    public string Organisation { get; init; } = "";
    public bool Mine { get; init; }
    /// <summary>Those the reader stands behind.</summary>
    public bool Endorsed { get; init; }
    public CommentOrder Sort { get; init; }
    /// <summary>Goes on after this number, towards the older or less endorsed ones.</summary>
    public int? Before { get; init; }
    /// <summary>Goes back to those newer than this number.</summary>
    public int? After { get; init; }
    /// <summary>Shows this number with its neighbours.</summary>
    public int? At { get; init; }

    public bool Filters => Q.Length > 0 || Kind is not null || Organisation.Length > 0 || Mine || Endorsed;

    /// <summary>Read from an address; what makes no sense there is as if it were not there.</summary>
    public static CommentQuery Of(IQueryCollection query)
    {
        return new()
        {
            Q = query["q"].ToString().Trim(), Organisation = Text("organisation"), Mine = Flag("mine"), Endorsed = Flag("endorsed"),
            Kind = Named<CommentKind>("kind"), Sort = Named<CommentOrder>("sort") ?? CommentOrder.Newest,
            Before = Number("before"), After = Number("after"), At = Comment.NumberOf(Text("at")) ?? Number("at"),
        };
        string Text(string name) => query[name].ToString().Trim() is { Length: <= 200 } text ? text : "";
        bool Flag(string name) => query[name].ToString() is "true";
        int? Number(string name) => int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        T? Named<T>(string name) where T : struct, Enum => Enum.TryParse<T>(query[name], ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
    }

    /// <summary>The same wish from another place on, as the query of an address.</summary>
    public string From(int? before = null, int? after = null)
    {
        var query = new QueryBuilder();
        if (Q.Length > 0) query.Add("q", Q);
        if (Kind is { } kind) query.Add("kind", CommentTexts.Name(kind));
        if (Organisation.Length > 0) query.Add("organisation", Organisation);
        if (Mine) query.Add("mine", "true");
        if (Endorsed) query.Add("endorsed", "true");
        if (Sort is not CommentOrder.Newest) query.Add("sort", CommentTexts.Name(Sort));
        if (before is not null) query.Add("before", before.Value.ToString(CultureInfo.InvariantCulture));
        if (after is not null) query.Add("after", after.Value.ToString(CultureInfo.InvariantCulture));
        return query.ToString() is { Length: > 0 } some ? some : "?";
    }

    /// <summary>The comments this person's room shows: the published ones, and one's own however they stand.</summary>
    internal async Task<IQueryable<Comment>> Room(Guid session, Reader reader, FeedbackDb db, CancellationToken ct)
    {
        var conditions = new List<(string, object)> { (nameof(Comment.SessionId), session) };
        if (Kind is { } kind) conditions.Add((nameof(Comment.Kind), kind));
        if (Mine) conditions.Add((nameof(Comment.AuthorId), reader.PersonId));
        if (Organisation.Length > 0) conditions.Add((nameof(Comment.Organisation), Organisation));
        var room = (await FeedbackDb.CommentWords.Find<Comment>(db, SearchWords.Of(Q), reserved: false, conditions, ct))
            .Where(c => c.Standing == Standing.Published || c.AuthorId == reader.PersonId).VisibleTo(reader, db);
        // Who asks for an organisation is not told which anonymous comments are its own; in the room this holds for the desk as well.
        if (Organisation.Length > 0) room = room.Where(c => !c.Anonymous || c.AuthorId == reader.PersonId);
        if (Endorsed)
        {
            // From the person's own endorsements to their comments: there are fewer of them than comments in a session.
            var endorsed = await (from e in db.Endorsements where e.PersonId == reader.PersonId join c in db.Comments on e.CommentId equals c.Id select new { c.Number, c.SessionId }).ToListAsync(ct);
            var numbers = endorsed.Where(e => e.SessionId == session).Select(e => e.Number).ToList();
            room = room.Where(c => EF.Parameter(numbers).Contains(c.Number));
        }
        return room;
    }
}

/// <summary>The beginning of the comment that another one answers.</summary>
public sealed record Quote(Guid Id, string Code, string Author, string Text)
{
    private const int Most = 140;

    internal static Quote Of(Comment comment) => new(comment.Id, comment.Code, comment.Anonymous ? "" : comment.Author,
        comment.Text.Length <= Most ? comment.Text : comment.Text[..Math.Max(comment.Text.LastIndexOf(' ', Most), Most / 2)] + "…");
}

/// <summary>A comment as one reader's room shows it. Without a comment it is the template that scripts fill.</summary>
public sealed record CommentCard(ShownComment? Comment, bool Mine = false, bool Endorsed = false, bool MaySend = true, Quote? Quote = null, IReadOnlyList<CommentField>? Fields = null)
{
    public bool MayEndorse => MaySend && !Mine && Comment is null or { Standing: Standing.Published };

    public bool MayChange => Mine && Comment is { Standing: Standing.Waiting or Standing.Published, State: CommentState.Open };

    /// <summary>What the author answered to the session's fields, in the reader's language.</summary>
    public string Answers => string.Join(" · ", from answer in Comment?.Answers ?? []
                                                let asked = Fields?.FirstOrDefault(f => f.Key == answer.Key)
                                                select $"{asked?.ToString() ?? answer.Key}: {answer.Value}");
}

/// <summary>A part of a session's comments as one reader asked for it.</summary>
/// <param name="Found">How many match, those aside that only their author sees; null where nobody asked.</param>
/// <param name="Older">Where it goes on, null at the end.</param>
/// <param name="Newer">Where newer ones begin, null where this part begins with the newest.</param>
public sealed record CommentPart(FeedbackSession Session, CommentQuery Query, IReadOnlyList<CommentCard> Cards, Tally? Found, int? Older, int? Newer)
{
    public const int Size = 50;

    private sealed record Rank(int Endorsements, int Number);

    internal static async Task<CommentPart> Read(FeedbackSession session, CommentQuery query, Reader reader, FeedbackDb db, bool counted, CancellationToken ct)
    {
        var room = await query.Room(session.Id, reader, db, ct);
        Tally? found = counted ? await Tally.Of(room.Where(c => query.Mine || c.Standing == Standing.Published), ct) : null;
        int? older = null, newer = null;
        var rows = (query.Sort, query.At, query.After) switch
        {
            (CommentOrder.MostEndorsed, _, _) => Cut(await LessEndorsed(query.Before)),
            (_, { } at, _) => [.. CutNewer(await Above(at - 1)), .. Cut(await Below(at))],
            (_, _, { } after) => CutNewer(await Above(after)),
            _ => Cut(await Below(query.Before)),
        };
        if (rows.Count > 0 && query is { Sort: CommentOrder.Newest, At: null, After: not null }) older = rows[^1].Comment.Number;
        if (rows.Count > 0 && query is { Sort: CommentOrder.Newest, Before: not null } && await room.AnyAsync(c => c.Number > rows[0].Comment.Number, ct)) newer = rows[0].Comment.Number;
        return new(session, query, await CardsOf(rows, session, reader, db, ct), found, older, newer);

        // One more than is shown tells whether there are more.
        async Task<List<CommentRow>> Above(int number) =>
            [.. (await room.Where(c => c.Number > number).OrderBy(c => c.Number).Take(Size + 1).Rows(db, ct)).AsEnumerable().Reverse()];

        Task<List<CommentRow>> Below(int? number) =>
            (number is null ? room : room.Where(c => c.Number < number)).OrderByDescending(c => c.Number).Take(Size + 1).Rows(db, ct);

        async Task<List<CommentRow>> LessEndorsed(int? number)
        {
            var last = number is null ? null : await db.Comments.Where(c => c.Number == number).Select(c => new Rank(c.EndorsementCount, c.Number)).SingleOrDefaultAsync(ct);
            var matching = query.Filters ? await room.Select(c => c.Number).Take(Tally.Most + 1).ToListAsync(ct) : null;
            var chosen = new List<int>();
            // Few that match are put in order. Of many, the order is read in pieces until enough of it match.
            if (matching?.Count <= Tally.Most) chosen.AddRange((await After(db.Comments.Where(c => EF.Parameter(matching).Contains(c.Number)), last, Size + 1)).Select(r => r.Number));
            else
            {
                for (var piece = 3 * Size; chosen.Count <= Size; piece *= 2)
                {
                    var ranks = await After(db.Comments.Where(c => c.SessionId == session.Id), last, piece);
                    var numbers = ranks.Select(r => r.Number).ToList();
                    var match = await room.Where(c => EF.Parameter(numbers).Contains(c.Number)).Select(c => c.Number).ToHashSetAsync(ct);
                    chosen.AddRange(numbers.Where(match.Contains));
                    if (ranks.Count < piece) break;
                    last = ranks[^1];
                }
            }
            var shown = chosen.Take(Size + 1).ToList();
            return [.. (await db.Comments.Where(c => EF.Parameter(shown).Contains(c.Number)).Rows(db, ct)).OrderBy(r => shown.IndexOf(r.Comment.Number))];
        }

        async Task<List<Rank>> After(IQueryable<Comment> comments, Rank? last, int most)
        {
            if (last is null) return await Ranks(comments, most);
            // Those with as many first, then those with fewer: each a piece of the index.
            var rest = await Ranks(comments.Where(c => c.EndorsementCount == last.Endorsements && c.Number < last.Number), most);
            if (rest.Count < most) rest.AddRange(await Ranks(comments.Where(c => c.EndorsementCount < last.Endorsements), most - rest.Count));
            return rest;
        }

        Task<List<Rank>> Ranks(IQueryable<Comment> comments, int most) =>
            comments.OrderByDescending(c => c.EndorsementCount).ThenByDescending(c => c.Number).Take(most).Select(c => new Rank(c.EndorsementCount, c.Number)).ToListAsync(ct);

        List<CommentRow> Cut(List<CommentRow> read)
        {
            if (read.Count <= Size) return read;
            older = read[Size - 1].Comment.Number;
            return read[..Size];
        }

        List<CommentRow> CutNewer(List<CommentRow> read)
        {
            if (read.Count <= Size) return read;
            newer = read[1].Comment.Number;
            return read[1..];
        }
    }

    internal static async Task<IReadOnlyList<CommentCard>> CardsOf(IReadOnlyList<CommentRow> rows, FeedbackSession session, Reader reader, FeedbackDb db, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Comment.Id).ToList();
        var endorsed = (await db.Endorsements.Where(e => e.PersonId == reader.PersonId && ids.Contains(e.CommentId)).Select(e => e.CommentId).ToListAsync(ct)).ToHashSet();
        var answered = rows.Select(r => r.Comment.ReplyToId).OfType<Guid>().Distinct().ToList();
        // Quoted as it stands now: what left the room leaves the quotes as well.
        var quotes = answered.Count == 0 ? [] : (await db.Comments.AsNoTracking().Where(c => answered.Contains(c.Id) && c.Standing == Standing.Published).ToListAsync(ct)).ToDictionary(c => c.Id, Quote.Of);
        return
        [
            .. rows.Select(r => new CommentCard(r.InRoomOf(reader), r.Comment.AuthorId == reader.PersonId, endorsed.Contains(r.Comment.Id), !reader.Observer,
                r.Comment.ReplyToId is { } id ? quotes.GetValueOrDefault(id) : null, session.Fields))
        ];
    }
}
