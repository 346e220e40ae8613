// A Socket.IO server that hands each comment on, of the same size as the other servers', and does nothing else.
const http = require("node:http").createServer();
const { Server } = require("socket.io");
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });

const nobody = "00000000-0000-0000-0000-000000000000";
let last = 0;

io.on("connection", socket => {
  if (socket.handshake.auth.follow) socket.join("comments");
  socket.on("send", ({ id, kind, text }, answer) => {
    const sequence = ++last, at = new Date().toISOString();
    const shown = {
      id, number: sequence, code: `C-${sequence}`, sessionId: nobody, session: "S-13", kind, text, authorId: nobody, author: "Nguyễn Thị Minh Khai",
      title: "Phó Giám đốc Sở Ngoại vụ", organisation: "Đà Nẵng", titleEn: "Deputy Director, Department of Foreign Affairs", organisationEn: "Da Nang", at, state: "open", reason: null, uses: [],
      standing: "published", standingReason: null, onBehalf: false, anonymous: false, replyTo: null, about: null, answers: [], endorsements: 0,
      correctedAt: null, mergedInto: null, with: [], version: 0, desk: null, initials: "MK",
    };
    io.to("comments").emit("events", "comments", [{ sequence, kind: "comment", body: shown, at }]);
    answer({ accepted: true, answer: shown, refusal: null, tryAgain: false });
  });
});

http.listen(0, "127.0.0.1", () => console.log(`ready at http://127.0.0.1:${http.address().port}`));
