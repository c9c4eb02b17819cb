"""What script/bench measures, one module each: its docstring is the help, main(arguments) the measuring."""
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("MEKIKI_PROGRAM", os.path.join(ROOT, "build/mekiki"))
