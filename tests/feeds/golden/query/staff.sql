SELECT
  "id" AS person,
  NULL AS pupil,
  NULL AS existing_key,
  CASE
    WHEN "id" IN (
      SELECT
        "teacher_id"
      FROM class
      WHERE
        "name" IN ('4 Oak')
    )
    THEN "staff"."title"
  END AS column_0,
  CASE
    WHEN "id" IN (
      SELECT
        "teacher_id"
      FROM class
      WHERE
        "name" IN ('4 Oak')
    )
    THEN "staff"."forename"
  END AS column_1,
  CASE
    WHEN "id" IN (
      SELECT
        "teacher_id"
      FROM class
      WHERE
        "name" IN ('4 Oak')
    )
    THEN "staff"."surname"
  END AS column_2
FROM staff
WHERE
  "id" IN (
    SELECT
      "teacher_id"
    FROM class
    WHERE
      "name" IN ('4 Oak')
  )
