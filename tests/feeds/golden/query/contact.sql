SELECT
  "contact"."id" AS person,
  "gate"."pupil_id" AS pupil,
  NULL AS existing_key,
  CASE WHEN "gate"."clause_0" THEN "contact"."title" END AS column_0,
  CASE WHEN "gate"."clause_0" THEN "contact"."forename" END AS column_1,
  CASE WHEN "gate"."clause_0" THEN "contact"."surname" END AS column_2
FROM (
  SELECT
    "id" AS pupil_id,
    "year_group" IN ('4') AND TRUE AS clause_0,
    (
      "registration_class" IN ('4 Oak')
      OR "id" IN (
        SELECT
          "pupil_id"
        FROM listed
        WHERE
          "list" = 3
      )
    )
    AND NOT "id" IN (
      SELECT
        "pupil_id"
      FROM listed
      WHERE
        "list" = 2
    ) AS clause_1
  FROM pupil
  WHERE
    TRUE
    AND (
      "leaving_date" IS NULL OR "leaving_date" > CAST('2026-11-22' AS DATE)
    )
    AND (
      "entry_date" IS NULL OR "entry_date" <= CAST('2026-11-22' AS DATE)
    )
) AS gate
JOIN contact
  ON "contact"."pupil_id" = "gate"."pupil_id"
JOIN pupil
  ON "pupil"."id" = "gate"."pupil_id"
WHERE
  "gate"."clause_0" AND "contact"."court_order" = FALSE
