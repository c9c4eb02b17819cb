"""kit/tools - run the programs that the lab is made with."""
import subprocess


def together(commands, folder):
    """Run commands at the same time, each [program, arguments...]; their outputs, in that order."""
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, text=True)
        for command in commands
    ]
    outputs = [process.communicate() for process in running]
    for process, command, output in zip(running, commands, outputs):
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {output[1].strip() or process.returncode}")
    return [output[0] for output in outputs]


def write(path, text):
    with open(path, "wb" if isinstance(text, bytes) else "w") as file:
        file.write(text)
    return path
