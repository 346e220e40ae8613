using System.Collections.Concurrent;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Resolutions;

/// <summary>Hears what drafting tells the other modules, as another module would.</summary>
public static class DraftingNewsHandler
{
    public static ConcurrentQueue<object> Heard { get; } = [];

    public static void Handle(ClauseSourced news) => Heard.Enqueue(news);

    public static void Handle(ClausesRenumbered news) => Heard.Enqueue(news);

    public static void Handle(ResolutionAdopted news) => Heard.Enqueue(news);

    public static IEnumerable<T> Of<T>(Func<T, bool> which) => Heard.OfType<T>().Where(which);
}

/// <summary>One host for all tests of drafting; each test drafts its own resolution.</summary>
public sealed class DraftingApp : ConferenceApp
{
    protected override bool BeginsFilled => true;

    public const string Secretary = "BTK-04", OtherSecretary = "BTK-05", Organiser = "BTK-01", Chair = "BNG-01", Delegate = "DNG-01", FocalPoint = "BCT-03", Observer = "TTXVN-01";

    /// <summary>A person of the secretariat who works past the pages.</summary>
    public static readonly Actor Someone = new(Demo.Id("person", "test"), "test", "", Guid.Empty, "", []);

    private static int comments = 100_000;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(new ModuleAssembly(typeof(DraftingNewsHandler).Assembly)));
    }

    /// <summary>A draft of an hour ago with sections I (items 1, 2 with points a, b, c) and II (item 1).</summary>
    public Task<Resolution> ADraft() => With<ResolutionsDb, Resolution>(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var pen = new Pen("test", db.Now.AddHours(-1), db);
        var draft = Resolution.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("resolutions", 1), "Dự thảo thử", "Trial draft", pen);
        draft.AddRecital(Guid.CreateVersion7(), null, Text("Căn cứ Luật Thỏa thuận quốc tế;"), pen);
        Clause Add(Clause? parent, string heading, string text) => draft.AddClause(Guid.CreateVersion7(), parent?.Id, null, new(heading, "", text, ""), pen);
        var first = Add(null, "Mục một", "");
        Add(first, "Khoản một", "Lời khoản một.");
        var item = Add(first, "Khoản hai", "Lời khoản hai:");
        foreach (var point in new[] { "Lời điểm a;", "Lời điểm b;", "Lời điểm c." }) Add(item, "", point);
        Add(Add(null, "Mục hai", ""), "Khoản một", "Lời khoản một của mục hai.");
        db.Add(draft);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return draft;
    });

    public static ClauseText Text(string text) => new("", "", text, "");

    /// <summary>The resolution as it is stored now.</summary>
    public Task<Resolution> Stored(Resolution resolution) => With<ResolutionsDb, Resolution>(db => db.Whole.AsNoTracking().SingleAsync(r => r.Id == resolution.Id));

    public Task Change(Resolution resolution, Action<Resolution, Pen> change) =>
        With<Drafting>(drafting => drafting.Change(resolution.Code, Someone, change, CancellationToken.None));

    /// <summary>Hands out the draft under its next number.</summary>
    public Task Issue(Resolution resolution, bool revises = true, bool circulated = false) => With<ResolutionsDb>(async db =>
    {
        var whole = await db.Whole.SingleAsync(r => r.Id == resolution.Id);
        var last = await db.NumberedDrafts.Where(d => d.ResolutionId == whole.Id).OrderByDescending(d => d.Draft).ThenByDescending(d => d.Revision).FirstOrDefaultAsync();
        db.Add(whole.Issue(last, revises, "", circulated, await ProgramAnnex.Read(db, whole.Id, default), new("test", db.Now, db)));
        await db.SaveChangesAsync();
    });

    /// <summary>An action program with one task, annexed to the draft.</summary>
    public Task AProgram(Resolution resolution, string task) => With<ResolutionsDb>(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var known = await KnownAgencies.Load(db, default);
        var program = ActionProgram.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("programs", 1), "Chương trình hành động", "Action program", await db.Resolutions.SingleAsync(r => r.Id == resolution.Id));
        var group = TaskGroup.Add(program, 1, "Kinh tế", "Economy");
        db.AddRange(program, group, ActionTask.Create(Guid.CreateVersion7(), (int)await db.TakeNumbers("tasks", 1), group, 1, new(task, "", known.Read("Bộ Ngoại giao"), [], "Báo cáo", "Report", Deadline.Parse("2030"), null, "")));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    });

    /// <summary>A comment that its session reads, as its module tells it.</summary>
    public async Task<Source> AComment(string text = "Cần một đầu mối chung.")
    {
        var number = Interlocked.Increment(ref comments);
        var news = new CommentPublished(Guid.CreateVersion7(), $"C-{number}", Demo.Id("session", 7), "S-07", CommentKind.Recommendation, text, "Nguyễn Thu Hà", "Đà Nẵng", DateTime.UtcNow);
        await With<ResolutionsDb>(async db =>
        {
            db.Publish(news);
            await db.SaveChangesAsync();
        });
        await Settled();
        return await With<ResolutionsDb, Source>(db => db.Sources.AsNoTracking().SingleAsync(s => s.Id == news.CommentId));
    }

    public Task Link(Resolution resolution, Guid clause, params Source[] sources) => With<ResolutionsDb>(async db =>
    {
        var whole = await db.Whole.SingleAsync(r => r.Id == resolution.Id);
        var ids = sources.Select(s => s.Id).ToList();
        foreach (var source in await db.Sources.Where(s => ids.Contains(s.Id)).ToListAsync()) whole.Link(clause, source, new("test", db.Now, db));
        await db.SaveChangesAsync();
    });
}

[CollectionDefinition("Drafting")]
public sealed class DraftingTogether : ICollectionFixture<DraftingApp>;

internal static class DraftReading
{
    public static Clause At(this Resolution resolution, string place)
    {
        var numbered = resolution.Numbering.Cited($"{resolution.Code} §{place}") ?? throw new InvalidOperationException($"There is no §{place}.");
        return resolution.Clauses.Single(c => c.Id == numbered.Id);
    }

    /// <summary>The text with its numbers, one clause to a line.</summary>
    public static string[] Outline(this Resolution resolution) =>
        [.. resolution.Numbering.InOrder.Select(n => (n, c: resolution.Clauses.Single(c => c.Id == n.Id))).Select(x => $"{x.n.Citation.Split('§')[1]} {(x.c.Heading.Length > 0 ? x.c.Heading : x.c.Text)}")];
}
