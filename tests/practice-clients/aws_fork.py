"""A plugin of the AWS CLI: one CLI that is started once runs many commands, each in a child process of its own.

What a command does is as ever; the second that Python and the CLI need to load is spent once. Requests come as lines of
JSON, {"id", "args", "env", "cwd", "out", "err"}, and each is answered by a line {"id", "code"} once the command ended.
"""

import json
import os
import signal
import sys
import traceback


def awscli_initialize(cli):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            watch(json.loads(line))
    os._exit(0)


def watch(request):
    """Runs the command in a child, tells how it ended, and ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    command = os.fork()
    if command == 0:
        run(request)
    _, status = os.waitpid(command, 0)
    answer = {"id": request["id"], "code": os.waitstatus_to_exitcode(status)}
    os.write(1, (json.dumps(answer) + "\n").encode())
    os._exit(0)


def run(request):
    """Becomes the command: its folder, its environment, its files for what it writes."""
    from awscli.clidriver import main

    for number, path in ((0, os.devnull), (1, request["out"]), (2, request["err"])):
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, number)
    sys.stdin = open(0)
    os.chdir(request["cwd"])
    # The CLI puts there, while it loads, where its own data are.
    data = os.environ.get("AWS_DATA_PATH")
    os.environ.clear()
    os.environ.update(request["env"], **({"AWS_DATA_PATH": data} if data else {}))
    sys.argv = ["aws", *request["args"]]
    code = 1
    try:
        code = main()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
