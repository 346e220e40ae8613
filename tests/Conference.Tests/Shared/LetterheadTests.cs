using Conference.Agenda;
using Conference.Shared.Data;
using Conference.Shared.Documents;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Shared;

/// <summary>What stands at the head of documents follows what the organiser says of the conference.</summary>
public sealed class LetterheadTests
{
    [Fact]
    public async Task The_head_of_documents_is_what_the_organiser_saved_also_where_it_was_saved_before_there_were_documents()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await using (var app = new EmptyConferenceApp { Database = database })
            {
                await app.Begin();
                Assert.Equal(("", "", ""), await Head(app));
                var organiser = await app.With<Conference.Participants.AddUser, string>(async add => (await add.Run("Trần Minh", "organiser", null)).BadgeCode);
                using var visitor = app.Visit();
                await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", organiser));
                await visitor.Submit("/agenda/conference", "/agenda/conference?handler=Save", ("Input.Number", "33"), ("Input.FirstDay", "2026-01-05"), ("Input.LastDay", "2026-01-09"),
                    ("Input.Name", "Hội nghị lần thứ 33"), ("Input.HostBody", "Bộ Ngoại giao"), ("Input.Place", "Huế"));
                await app.Settled();
                Assert.Equal(("Bộ Ngoại giao", "Hội nghị lần thứ 33", "Huế"), await Head(app));
                await visitor.Submit("/agenda/conference", "/agenda/conference?handler=Save", ("Input.Number", "33"), ("Input.FirstDay", "2026-01-05"), ("Input.LastDay", "2026-01-09"),
                    ("Input.Name", "Hội nghị Ngoại giao lần thứ 33"), ("Input.HostBody", "Bộ Ngoại giao"), ("Input.Place", "Hà Nội"), ("Version", "1"));
                await app.Settled();
                Assert.Equal(("Bộ Ngoại giao", "Hội nghị Ngoại giao lần thứ 33", "Hà Nội"), await Head(app));
                // As a database that was made before there were documents.
                await app.With<SharedDb>(db => db.Database.ExecuteSqlAsync($"""DELETE FROM "Shared_Letterheads" """));
                await app.With<SharedDb>(db => db.Database.ExecuteSqlAsync($"""DELETE FROM "Shared_Listeners" WHERE "Handler" LIKE '%Letterhead%'"""));
            }
            await using var upgraded = new EmptyConferenceApp { Database = database };
            await upgraded.Begin();
            await upgraded.Settled();
            Assert.Equal(("Bộ Ngoại giao", "Hội nghị Ngoại giao lần thứ 33", "Hà Nội"), await Head(upgraded));
        }
        finally
        {
            await database.Drop();
        }

        static Task<(string, string, string)> Head(ConferenceApp app) => app.With<AgendaDb, (string, string, string)>(async db =>
        {
            var head = await db.Letterhead(default);
            return (head.HostBodyIn(DocumentLanguage.English), head.NameIn(DocumentLanguage.Vietnamese), head.PlaceIn(DocumentLanguage.English));
        });
    }
}
