# name: math, statistics, decimal and fractions work
# expect: ok
# stdout is: 3.142 2.5 0.30 5/6 2432902008176640000\n

import decimal, fractions, math, statistics

print(
    round(math.pi, 3),
    statistics.median([1, 2, 3, 4]),
    decimal.Decimal("0.10") + decimal.Decimal("0.20"),
    fractions.Fraction(1, 2) + fractions.Fraction(1, 3),
    math.factorial(20),
)
