"use strict";
const live = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`);
live.onmessage = (e) => {
	const m = JSON.parse(e.data);
	document.body.textContent = e.data;
	live.send(JSON.stringify({ do: "drawn", n: m.n }));
};
