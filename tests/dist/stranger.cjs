// Run only where a stranger can make the app run code.
process.stdout.write('stranger-was-here\n');
