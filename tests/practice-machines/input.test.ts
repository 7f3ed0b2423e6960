import { parse } from 'just-bash';
import type { Client, ClientChannel } from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readsInput } from '../../main/practice/cloud/machines/script-input.ts';
import { connect, createRig, type Rig } from './rig.ts';

let rig: Rig;
let client: Client;
beforeAll(async () => {
  rig = createRig();
  const { port } = await rig.boot();
  client = await connect({ port, username: 'ubuntu', privateKey: rig.keys.privateKey });
  await run('echo web > notes.txt; printf "read x; echo got \\$x" > ask.sh; echo "echo told" > tell.sh', '');
});
afterAll(async () => {
  client.end();
  await rig.close();
});

/** Starts a command; nothing ends its input. */
function start(command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) =>
    client.exec(command, (error, made) => (error ? reject(error) : resolve(made))),
  );
}

/** The exit status; 'close' tells it again, also when it came before anyone could listen. */
function ended(channel: ClientChannel): Promise<number | null> {
  return new Promise((resolve) => channel.once('close', (code: number | null) => resolve(code)));
}

/** Runs a command; its input is ended only when one is given, as many clients never end it. */
async function run(command: string, input?: string): Promise<{ out: string; code: number | null }> {
  const channel = await start(command);
  let out = '';
  channel.setEncoding('utf8');
  channel.on('data', (data: string) => {
    out += data;
  });
  channel.stderr.resume();
  if (input !== undefined) channel.end(input);
  const code = await ended(channel);
  return { out, code };
}

describe('a client that never ends its input', () => {
  test.each([
    ['cat notes.txt && whoami', 'web\nubuntu\n', 0],
    ['cat notes.txt; whoami', 'web\nubuntu\n', 0],
    ['grep web notes.txt', 'web\n', 0],
    ['grep nothing notes.txt', '', 1],
    ['wc -l < notes.txt', '1\n', 0],
    ['echo hi | cat', 'hi\n', 0],
    ['echo hi | sudo tee made.txt > /dev/null; cat made.txt', 'hi\n', 0],
    ['head -n 1 notes.txt | tr a-z A-Z', 'WEB\n', 0],
    ['sudo bash -c "cat notes.txt"', 'web\n', 0],
    ['while read x; do echo "[$x]"; done < notes.txt', '[web]\n', 0],
    ['bash tell.sh', 'told\n', 0],
    ['cat <<< here', 'here\n', 0],
    ['if', '', 2],
  ])('%s runs at once', async (command, out, code) => {
    const end = await run(command);
    expect({ ...end, out: end.out.replace(/^ +/, '') }).toEqual({ out, code });
  });

  test('a command that reads goes on waiting, and a signal ends it', async () => {
    const channel = await start('cat');
    const end = ended(channel);
    channel.resume();
    channel.write('one\n');
    // Another command's whole run lies between: a `cat` that did not wait would be over by then.
    const first = await Promise.race([end, run('whoami')]);
    expect(first).toEqual({ out: 'ubuntu\n', code: 0 });
    channel.signal('INT');
    expect(await end).toBe(130);
  });
});

describe('what the client sends reaches the command that reads it', () => {
  test.each([
    ['cat > file; cat file', 'a\nb\n'],
    ['mkdir -p d && cat >> d/file && cat d/file', 'a\nb\n'],
    ['tee file > /dev/null && wc -l < file', '2\n'],
    ['sudo tee file', 'a\nb\n'],
    ['bash ask.sh', 'got a\n'],
    ['f() { sort -r; }; f', 'b\na\n'],
    ['(head -n 1)', 'a\n'],
    ['x=$(cat); echo "$x"', 'a\nb\n'],
  ])('%s', async (command, out) => {
    const end = await run(command, 'a\nb\n');
    expect({ ...end, out: end.out.replace(/^ +/, '') }).toEqual({ out, code: 0 });
  });

  test('a script sent to bash runs', async () => {
    expect(await run('bash', 'echo from; whoami')).toEqual({ out: 'from\nubuntu\n', code: 0 });
  });
});

describe('which command lines read their input', () => {
  const none = () => undefined;
  test.each([
    ['cat', true],
    ['cat -n', true],
    ['cat a -', true],
    ['/usr/bin/cat', true],
    ['cat a b', false],
    ['cat "$HOME/a"', false],
    ['cat *.txt', false],
    ['cat --version', false],
    ['cat /dev/stdin', true],
    ['cat < /dev/stdin', true],
    ['cat <<E\nhi\nE', false],
    ['cat 2> errors', true],
    ['head -n 5', true],
    ['head -5 file', false],
    ['tail -n5 -f file', false],
    ['sort -t : -k 2', true],
    ['sort -t : -k 2 file', false],
    ['grep', false],
    ['grep x', true],
    ['grep -e x', true],
    ['grep -e x file', false],
    ['grep -rn x', false],
    ['grep -f - file', true],
    ['sed s/a/b/', true],
    ['sed -i s/a/b/ file', false],
    ['sed -n -e 1p', true],
    ["awk '{ print $1 }'", true],
    ["awk -F : '{ print $1 }' /etc/passwd", false],
    ["awk '{ print x }' x=1", true],
    ["awk 'BEGIN { while (1) {} }'", false],
    ["awk 'BEGIN { x = 1 } END { print NR }'", true],
    ['jq .', true],
    ['jq -n 1', false],
    ['jq --arg a b .x file.json', false],
    ['tar xzf a.tgz', false],
    ['tar -xzf -', true],
    ['tar xz', true],
    ['tar czf - folder', false],
    ['xargs rm', true],
    ['find . | xargs rm', false],
    ['read answer', true],
    ['tr a b', true],
    ['base64 -d', true],
    ['base64 -w 0 file', false],
    ['sh', true],
    ['bash -s -- a', true],
    ["bash -c 'cat > a'", true],
    ["bash -lc 'ls; cat a'", false],
    ['bash "$SCRIPT"', false],
    ['sudo -u root cat', true],
    ['sudo A=1 tee /etc/x', true],
    ['sudo cat /etc/shadow', false],
    ['timeout 5 cat', true],
    ['timeout -k 1 5 cat a', false],
    ['env A=1 sh', true],
    ['time cat', true],
    ["eval 'cat a'", false],
    ['eval "cat"', true],
    ["exec sh -c 'cd; umask 077; mkdir -p .ssh && cat >> .ssh/authorized_keys'", true],
    ['cat &', false],
    ['{ cat; } < file', false],
    ['while read x; do echo $x; done', true],
    ['if grep -q x; then echo y; fi', true],
    ['f() { cat; }; echo a', false],
    ['f() { f; g; }; g() { f; }; f', false],
    ['echo $(cat a)', false],
    ['echo "a$(cat)"', true],
    ['comm - file', true],
    ['comm a b', false],
    ['echo cat tee bash', false],
    ['', false],
    ['((', false],
  ])('%j: %s', (script, expected) => {
    expect(readsInput(script, parse, none)).toBe(expected);
  });

  test('scripts are looked into, also such as name themselves', () => {
    const files: Record<string, string> = {
      'a.sh': 'cat',
      './b.sh': 'bash ./b.sh; echo',
      'c.sh': './d.sh',
      './d.sh': 'read x',
    };
    const judge = (script: string) => readsInput(script, parse, (path) => files[path]);
    expect(['bash a.sh', './b.sh', 'sh c.sh', 'sh gone.sh'].map(judge)).toEqual([true, false, true, false]);
  });
});
